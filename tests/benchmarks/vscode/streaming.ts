/** A page of 200 steps streams at 60 words a second: the rate that was reached, and the longest task while it comes. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Window } from '../../vscode/harness/browser.ts';
import { startEndpoint, writesWith } from '../../vscode/harness/endpoint.ts';
import type { Server, Wishes } from '../../vscode/harness/server.ts';
import { type Figures, MISSED } from './figures.ts';
import { isOver, longTasks, type Task, tasksWhile } from './tasks.ts';

const STEPS = 200;
const WORDS_A_SECOND = 60;
const IDLE_MS = 20_000;

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
  await workbench.open(server.url);
  await workbench.openFile('sums.py');
  await workbench.ready();
  const browser = page.context().browser() as Browser;
  const main = workbench.guide.locator('main');
  const idle = await tasksWhile(browser, page, () => page.waitForTimeout(IDLE_MS));
  await workbench.choose('sums.py', 'def weigh', 'Document This Block');
  await workbench.guide.locator('li[data-first]').first().waitFor({ timeout: 60_000 });
  const began = performance.now();
  const streaming = await tasksWhile(browser, page, () =>
    workbench.guide.locator('main[aria-busy="false"]').waitFor({ timeout: 90_000 }),
  );
  const took = performance.now() - began;
  const steps = await main.locator('li[data-first]').count();
  const busy = (tasks: readonly Task[], time: number) =>
    `${((100 * tasks.reduce((sum, task) => sum + task.processor, 0)) / time).toFixed(1)} % of a core`;
  for (const { clock, processor, doing } of streaming)
    if (doing !== '')
      console.log(`  ${Math.round(clock)} ms, ${Math.round(processor)} of the processor: ${doing}`);
  return {
    [`a page that streams at ${WORDS_A_SECOND} words a second`]: `${steps} steps in ${(took / 1000).toFixed(1)} s, ${((1000 * WORDS_AFTER_FIRST) / took).toFixed(0)} words a second`,
    'tasks over 50 ms in the editor’s window while it streams (bound: none)':
      longTasks(streaming) + (isOver(streaming) ? `: ${MISSED}` : ''),
    [`the same while nothing is done for ${IDLE_MS / 1000} s`]: longTasks(idle),
    'the window’s main thread while it streams, and while nothing is done': `${busy(streaming, took)}, ${busy(idle, IDLE_MS)}`,
  };
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

/** The words of the page that come when its first step is shown already. */
const WORDS_AFTER_FIRST = pageOf().split('\n2. ')[1]?.match(/\S+/g)?.length ?? 0;
