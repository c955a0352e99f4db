/** From the window's opening to the entry of the menu; from the click to the first words, cold and warm. */

import type { Window } from '../../vscode/harness/browser.ts';
import type { Server } from '../../vscode/harness/server.ts';
import type { Figures } from './main.ts';

const WARM_LINES = [
  [8, 16],
  [14, 15],
  [3, 7],
] as const;

export async function measureOpening({ workbench }: Window, server: Server): Promise<Figures> {
  const opened = performance.now();
  await workbench.open(server.url);
  const shown = performance.now();
  await workbench.openFile('settings.py');
  await workbench.ready();
  await workbench.rightClick('settings.py', 'def read_settings');
  await workbench.entry('Document This Block').waitFor();
  const working = performance.now();
  const first = () => workbench.guide.locator('section.description:not([hidden])').waitFor();
  await workbench.page.waitForTimeout(200);
  const clicked = performance.now();
  await workbench.chooseEntry('Document This Block');
  await first();
  const cold = performance.now() - clicked;
  const warm: number[] = [];
  for (const [start, end] of WARM_LINES) {
    await workbench.guide.locator('main[aria-busy="false"]').waitFor();
    await workbench.click('settings.py', 'return settings');
    await workbench.guideTab().first().click({ button: 'middle' });
    await workbench.click('settings.py', 'return settings');
    await workbench.select(start, end);
    const pressed = performance.now();
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('g');
    await first();
    warm.push(performance.now() - pressed);
  }
  const middle = warm.sort((one, other) => one - other)[1] ?? Number.NaN;
  return {
    'window open to its files shown': `${milliseconds(shown - opened)}`,
    'window open to the menu entry working': `${milliseconds(working - opened)}`,
    'click to first words, cold: the first guide of a window': `${milliseconds(cold)} (bound 1,500 ms)`,
    'click to first words, warm: the middle of three': `${milliseconds(middle)} (bound 300 ms)`,
  };
}

function milliseconds(time: number): string {
  return `${Math.round(time).toLocaleString('en')} ms`;
}
