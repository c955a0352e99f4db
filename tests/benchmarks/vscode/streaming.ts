/** A page of 200 steps streams at 60 words a second: the longest task in the page while it comes. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Window } from '../../vscode/harness/browser.ts';
import { startEndpoint, writesWith } from '../../vscode/harness/endpoint.ts';
import type { Server, Wishes } from '../../vscode/harness/server.ts';
import type { Figures } from './main.ts';

const STEPS = 200;
const WORDS_A_SECOND = 60;
/** Tasks of other frames, which run in the same process. */
const FOREIGN = /-origin/;

interface Task {
  readonly name: string;
  readonly duration: number;
}

interface Watched {
  readonly tasks: Task[];
}

/** The window's wishes, with a model that writes the page. */
export async function streamed(): Promise<{ wishes: Partial<Wishes>; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'bgs-'));
  const page = join(directory, 'page.md');
  writeFileSync(page, pageOf());
  const endpoint = await startEndpoint(page, WORDS_A_SECOND);
  const code = Array.from({ length: STEPS }, (_, index) => `    total += value * ${index + 2}`);
  return {
    wishes: {
      files: { 'sums.py': `def weigh(value):\n    total = 0\n${code.join('\n')}\n    return total\n` },
      machine: { ...writesWith(endpoint), 'blockguide.endpoint.answerTokens': 16_000 },
    },
    async stop() {
      await endpoint.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

export async function measureStreaming({ workbench, page }: Window, server: Server): Promise<Figures> {
  await page.addInitScript(watchTasks);
  await workbench.open(server.url);
  await workbench.openFile('sums.py');
  await workbench.ready();
  await workbench.choose('sums.py', 'def weigh', 'Document This Block');
  const main = workbench.guide.locator('main');
  await workbench.guide.locator('li[data-first]').first().waitFor({ timeout: 60_000 });
  await page.evaluate(() => (window as unknown as Watched).tasks.splice(0));
  const began = performance.now();
  await workbench.guide.locator('main[aria-busy="false"]').waitFor({ timeout: 90_000 });
  const took = performance.now() - began;
  const steps = await workbench.guide.locator('li[data-first]').count();
  const inPage = await main.evaluate(() => (window as unknown as Watched).tasks);
  const inWindow = await page.evaluate(() => (window as unknown as Watched).tasks);
  return {
    [`a page that streams at ${WORDS_A_SECOND} words a second`]: `${steps} steps in ${(took / 1000).toFixed(1)} s`,
    'tasks over 50 ms in the page meanwhile, frames that it shares among them': told(
      inPage.filter(each => !FOREIGN.test(each.name)),
    ),
    'tasks over 50 ms that held up the editor’s window meanwhile, whosever': told(inWindow),
  };
}

function watchTasks(): void {
  const tasks: Task[] = [];
  Object.assign(window, { tasks });
  new PerformanceObserver(list => {
    tasks.push(...list.getEntries().map(({ name, duration }) => ({ name, duration })));
  }).observe({ type: 'longtask', buffered: true });
}

function told(tasks: readonly Task[]): string {
  const longest = Math.round(Math.max(...tasks.map(each => each.duration)));
  return tasks.length === 0 ? 'none' : `${tasks.length}, the longest ${longest} ms`;
}

function pageOf(): string {
  const steps = Array.from(
    { length: STEPS },
    (_, index) =>
      `${index + 2}. **Add part ${index + 1}**: \`value\` times ${index + 2} is added. *(${index + 3})*`,
  );
  return [
    '## Description\n\n`weigh` sums the multiples of `value` from 2 on, and returns the sum as a number.\n',
    `## Execution Steps\n\n1. **Start at zero**: \`total\` is bound to 0. *(2)*\n${steps.join('\n')}`,
    `${STEPS + 2}. **Return the sum**: \`total\` is returned. *(${STEPS + 3})*\n`,
    '## Usage Example\n\n```python\nfrom sums import weigh\n\nprint(weigh(3))\n```',
  ].join('\n');
}
