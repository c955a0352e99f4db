/** From the moment that a model sends its first words to their being painted in the tab. */

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Window } from '../../vscode/harness/browser.ts';
import { writesWith } from '../../vscode/harness/endpoint.ts';
import type { Server, Wishes } from '../../vscode/harness/server.ts';
import { bounded, type Figures } from './figures.ts';

const GUIDES = 8;
const BOUND_MS = 50;
/** How long the model thinks: the tab stands and the editor is at rest when it begins to write. */
const THINKS_MS = 2000;
const FUNCTIONS = Array.from({ length: GUIDES }, (_, index) => `scale_${index}`);

export interface Model {
  readonly wishes: Partial<Wishes>;
  /** When the first words of each answer were sent, as milliseconds since 1970. */
  readonly sent: readonly number[];
  stop(): void;
}

/** A model on loopback that thinks, says the first words in one token, and after a pause the rest. */
export async function timedModel(): Promise<Model> {
  const sent: number[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => void answer(response, sent));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const model = `timed-${port}`;
  const code = FUNCTIONS.map(name => `def ${name}(price):\n    return price * 3\n`).join('\n\n');
  return {
    wishes: { files: { 'scales.py': code }, machine: writesWith({ baseUrl, model }) },
    sent,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function measureTokens(
  { workbench, page }: Window,
  server: Server,
  model: Model,
): Promise<Figures> {
  await page.addInitScript(noteWords);
  await workbench.open(server.url);
  await workbench.openFile('scales.py');
  await workbench.ready();
  const took: number[] = [];
  for (const name of FUNCTIONS) {
    const before = model.sent.length;
    await workbench.click('scales.py', `def ${name}`);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('g');
    const main = workbench.guide.locator('main[aria-busy="false"]', { hasText: name });
    await main.waitFor({ timeout: 30_000 });
    const painted = await main.evaluate(() => (window as unknown as { painted?: number }).painted);
    const said = model.sent[before];
    if (painted === undefined || said === undefined) throw new Error('no words were painted');
    took.push(painted - said);
  }
  // The first guide of a window loads what the others find.
  return {
    'a model’s first words sent to their being painted': bounded(took.slice(1), BOUND_MS),
  };
}

async function answer(response: ServerResponse, sent: number[]): Promise<void> {
  const say = (content: string) => response.write(`data: ${JSON.stringify(chunk({ content }))}\n\n`);
  const pause = (time: number) => new Promise(resolve => setTimeout(resolve, time));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  await pause(THINKS_MS);
  sent.push(performance.timeOrigin + performance.now());
  say('## Description\n\nMultiplies the price');
  await pause(500);
  say(' by 3 and returns the product.\n\n## Execution Steps\n\n1. **Return the product**: `price * 3`.');
  say('\n\n## Usage Example\n\n```python\nfrom scales import scale_0\n\nprint(scale_0(2))\n```\n');
  response.write(`data: ${JSON.stringify(chunk({}, 'stop'))}\n\ndata: [DONE]\n\n`);
  response.end();
}

function chunk(delta: object, reason: string | null = null): object {
  const choices = [{ index: 0, delta, finish_reason: reason }];
  return { id: '1', object: 'chat.completion.chunk', created: 0, model: 'timed', choices };
}

/** Notes when a page has painted the words; the frame that shows them is on the screen when the next task runs. */
function noteWords(): void {
  const watch = setInterval(() => {
    const text = document.querySelector('section.description:not([hidden])')?.textContent ?? '';
    if (!text.includes('Multiplies')) return;
    clearInterval(watch);
    requestAnimationFrame(() =>
      setTimeout(() => {
        Object.assign(window, { painted: performance.timeOrigin + performance.now() });
      }),
    );
  }, 1);
}
