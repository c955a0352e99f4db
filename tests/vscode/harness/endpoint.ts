/** The scripted model endpoint of the tests, as a process on loopback. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PYTHON_WHOLE } from './places.ts';

export interface Endpoint {
  readonly baseUrl: string;
  readonly model: string;
  /** What was asked of it so far: the heads of the requests. */
  heads(): string;
  stop(): Promise<void>;
}

/** Starts an endpoint that answers with a page's words, so many a second. */
export async function startEndpoint(page: string, wordsASecond: number, firstWait = 0): Promise<Endpoint> {
  const script = join(import.meta.dirname, 'endpoint.py');
  const child = spawn(PYTHON_WHOLE, [script, page, String(wordsASecond), String(firstWait)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  let heads = '';
  child.stdout.on('data', (told: Buffer) => {
    heads += told.toString();
  });
  return {
    baseUrl: first.toString().trim(),
    model: `scripted-${new URL(first.toString().trim()).port}`,
    heads: () => heads.trim(),
    async stop() {
      const gone = once(child, 'exit');
      child.stdin.end();
      const impatient = setTimeout(() => child.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(impatient);
    },
  };
}

/** The machine's settings by which a model writes; each endpoint has a model with a name of its own. */
export function writesWith({ baseUrl, model }: Pick<Endpoint, 'baseUrl' | 'model'>): Record<string, unknown> {
  return {
    'blockguide.interpreter': PYTHON_WHOLE,
    'blockguide.writer': 'model',
    'blockguide.model': model,
    'blockguide.endpoint.baseUrl': baseUrl,
  };
}
