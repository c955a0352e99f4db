/** From the window's opening to the entry of the menu; from the click to the first words, cold and warm. */

import type { FrameLocator, Page } from 'playwright-core';
import type { Window } from '../../vscode/harness/browser.ts';
import { eventually } from '../../vscode/harness/eventually.ts';
import type { Server } from '../../vscode/harness/server.ts';
import type { Workbench } from '../../vscode/harness/workbench.ts';
import { bounded, type Figures, milliseconds, spread } from './figures.ts';

/** Blocks that no guide was asked for before; every other one opens a tab beside others, the rest the only one. */
const WARM_LINES = [
  [8, 16],
  [14, 15],
  [3, 7],
  [9, 13],
  [4, 8],
  [11, 12],
  [5, 6],
  [13, 16],
] as const;

/** The moments in the page, as its own clock has them: of the presses, and of the first words that were painted. */
interface Moments {
  presses?: number[];
  words?: number;
}

/** How long a window that was just opened goes on loading what it shows later. */
const SETTLES_MS = 5000;

/** How many windows are opened after the first one; each is asked for its first guide. */
const WINDOWS = 5;

export async function measureOpening({ workbench, page }: Window, server: Server): Promise<Figures> {
  await page.addInitScript(noteMoments);
  const first = await openAndAsk(workbench, page, server);
  await page.waitForTimeout(SETTLES_MS);
  const warm = await askAgain(workbench, page, workbench.guide, 'g');
  const opened: Opened[] = [];
  while (opened.length < WINDOWS) {
    await workbench.tidy();
    await page.goto('about:blank');
    opened.push(await openAndAsk(workbench, page, server));
  }
  await workbench.tidy();
  await workbench.openFile('settings.py');
  const blank = await askAgain(workbench, page, workbench.viewOf('benchmark.blank'), 'b');
  const cold = opened.map(each => each.words);
  return {
    'window open to its files shown': spread(opened.map(each => each.shown)),
    'window open to the menu entry working': spread(opened.map(each => each.working)),
    'click to first words painted, cold: the first guide of a window': bounded(cold, 1500),
    'the same in the very first window after the extension was installed': milliseconds(first.words),
    'key to first words painted, warm, into a tab beside another guide': bounded(warm.beside, 300),
    'the same of an extension that does nothing but open a tab with one word': spread(blank.beside),
    'key to first words painted, warm, into the only tab of its side': bounded(warm.alone, 300),
    'the same of the extension that does nothing else': spread(blank.alone),
  };
}

/** Asks for one block after the other with `Control+k` and a key; every other tab is the only one of its side. */
async function askAgain(
  workbench: Workbench,
  page: Page,
  view: FrameLocator,
  key: string,
): Promise<{ readonly alone: readonly number[]; readonly beside: readonly number[] }> {
  const alone: number[] = [];
  const beside: number[] = [];
  for (const [index, [first, last]] of WARM_LINES.entries()) {
    const isAlone = index % 2 === 0;
    await workbench.click('settings.py', 'return settings');
    if (isAlone)
      for (let tabs = await workbench.guideTab().count(); tabs > 0; tabs -= 1)
        await workbench.guideTab().first().click({ button: 'middle' });
    await workbench.click('settings.py', 'return settings');
    await workbench.select(first, last);
    await page.waitForTimeout(500);
    await page.keyboard.press('Control+k');
    await page.keyboard.press(key);
    (isAlone ? alone : beside).push(await wordsAfterPress(view, page));
    await view.locator('main[aria-busy="false"]').waitFor();
  }
  return { alone, beside };
}

interface Opened {
  readonly shown: number;
  readonly working: number;
  readonly words: number;
}

/** Opens the window and asks for its first guide as soon as the menu has the entry; milliseconds. */
async function openAndAsk(workbench: Workbench, page: Page, server: Server): Promise<Opened> {
  const since = performance.now();
  await workbench.open(server.url);
  const shown = performance.now() - since;
  await workbench.openFile('settings.py');
  await workbench.ready();
  await workbench.rightClick('settings.py', 'def read_settings');
  await workbench.entry('Document This Block').waitFor();
  const working = performance.now() - since;
  await page.waitForTimeout(200);
  await workbench.chooseEntry('Document This Block');
  const words = await wordsAfterPress(workbench.guide, page);
  await workbench.guide.locator('main[aria-busy="false"]').waitFor();
  return { shown, working, words };
}

/** How long it took from the last press of a key or button before them to the words of the guide that is shown. */
async function wordsAfterPress(view: FrameLocator, page: Page): Promise<number> {
  await view.locator('section.description:not([hidden])').waitFor();
  const words = await eventually(
    () => view.locator('main').evaluate(() => (window as unknown as Moments).words ?? 0),
    moment => {
      if (moment === 0) throw new Error('the first words are not painted');
    },
  );
  const presses = await page.evaluate(() => (window as unknown as Moments).presses ?? []);
  // A menu that stays for a moment is clicked once more, when the words may stand already.
  return words - Math.max(...presses.filter(each => each < words));
}

function noteMoments(): void {
  const moments = window as unknown as Moments;
  const now = () => performance.timeOrigin + performance.now();
  for (const kind of ['keydown', 'mouseup'])
    addEventListener(
      kind,
      () => {
        moments.presses = [...(moments.presses ?? []), now()];
      },
      true,
    );
  // The editor shows a page when it has been loaded beside the old one.
  const watch = setInterval(() => {
    const isShown = window.frameElement?.id === 'active-frame';
    if (!isShown || document.querySelector('main > section.description:not([hidden])') === null) return;
    clearInterval(watch);
    // The frame that shows them is on the screen when the next task runs.
    requestAnimationFrame(() =>
      setTimeout(() => {
        moments.words = now();
      }),
    );
  }, 4);
}
