/** What one delta costs in the page of a guide that has 10, 100 and 200 steps already: `deltas.ts [DIST]`. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser, SIZE } from '../../vscode/harness/browser.ts';
import { TREE } from '../../vscode/harness/places.ts';

const DIST = join(TREE, 'client-vscode/dist');
const LENGTHS = [10, 100, 200] as const;
const DELTAS = 120;

/** Milliseconds of the page's main thread for one delta: its script, its styles and layout, and all with painting. */
interface Cost {
  readonly script: number;
  readonly layout: number;
  readonly whole: number;
}

/** The bundle's page without an editor around it, by itself in Chromium. */
export async function measureDeltas(browser: Browser, dist = DIST): Promise<Record<string, string>> {
  const rows: [string, string][] = [];
  for (const length of LENGTHS) {
    const { script, layout, whole } = await costAt(browser, dist, length);
    const parts = `script ${script.toFixed(2)}, layout ${layout.toFixed(2)}`;
    rows.push([`one delta into a page of ${length} steps`, `${whole.toFixed(2)} ms (${parts})`]);
  }
  return Object.fromEntries(rows);
}

async function costAt(browser: Browser, dist: string, length: number): Promise<Cost> {
  const page = await openedPage(browser, dist);
  const metrics = await page.context().newCDPSession(page);
  await metrics.send('Performance.enable');
  await grow(page, 0, [stepsOf(length)]);
  const deltas = wordsOf(stepsOf(length + 40).slice(stepsOf(length).length)).slice(0, DELTAS);
  const before = await costs(metrics);
  await grow(page, stepsOf(length).length, deltas);
  const after = await costs(metrics);
  await assertAsWhole(page, stepsOf(length) + deltas.join(''));
  await page.close();
  const each = (part: keyof Cost) => (after[part] - before[part]) / deltas.length;
  return { script: each('script'), layout: each('layout'), whole: each('whole') };
}

async function openedPage(browser: Browser, dist: string): Promise<Page> {
  const page = await browser.newPage({ viewport: SIZE });
  const css = readFileSync(join(dist, 'view.css'), 'utf8');
  await page.setContent(
    `<!DOCTYPE html><html lang="en"><meta charset="UTF-8"><style>${css}</style><main id="guide" aria-busy="true"></main>`,
  );
  await page.evaluate(() => {
    // The editor's own does as much: it passes on copies.
    const acquireVsCodeApi = () => ({
      postMessage: (message: unknown) => structuredClone(message),
      getState: () => undefined,
      setState: (state: unknown) => JSON.stringify(state),
    });
    Object.assign(window, { acquireVsCodeApi });
  });
  await page.addScriptTag({ content: readFileSync(join(dist, 'view.js'), 'utf8') });
  await page.evaluate(message => window.postMessage(message, '*'), opening());
  await page.locator('h1').waitFor();
  return page;
}

/** Posts each text as the extension posts what the steps grew by, one a frame, and waits until the last is painted. */
async function grow(page: Page, length: number, texts: readonly string[]): Promise<void> {
  await page.evaluate(
    async ({ length, texts }) => {
      const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      let from = length;
      for (const text of texts) {
        window.postMessage({ type: 'grow', changes: [{ section: 'steps', from, text }] }, '*');
        from += text.length;
        await frame();
      }
      await frame();
    },
    { length, texts },
  );
}

/** What grew word by word is what stands when it comes at once. */
async function assertAsWhole(page: Page, steps: string): Promise<void> {
  const shown = () => page.locator('section.steps').evaluate(section => section.innerHTML);
  const grown = await shown();
  await page.evaluate(message => window.postMessage(message, '*'), opening());
  await page.evaluate(message => window.postMessage(message, '*'), opening(steps));
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))));
  assert.equal(grown, await shown());
}

async function costs(session: CDPSession): Promise<Cost> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => (metrics.find(each => each.name === name)?.value ?? 0) * 1000;
  return {
    script: of('ScriptDuration'),
    layout: of('LayoutDuration') + of('RecalcStyleDuration'),
    whole: of('TaskDuration'),
  };
}

function stepsOf(count: number): string {
  const steps = Array.from(
    { length: count },
    (_, index) =>
      `${index + 1}. **Add part ${index + 1}**: \`value\` times ${index + 2} is added to the sum. *(${index + 3})*\n`,
  );
  return steps.join('');
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

function opening(steps = ''): object {
  const page = `# Guide\n\n${stepsOf(200)}`;
  const words = {
    line: 'Show line {0}',
    lines: 'Show lines {0} to {1}',
    gone: 'gone',
    copy: 'Copy',
    copied: '',
  };
  return {
    type: 'all',
    language: 'en',
    words: { ...words, empty: '' },
    title: 'Guide',
    headings: { description: 'Description', steps: 'Execution Steps', example: 'Usage Example' },
    bodies: { description: '`weigh` sums the multiples of `value`.', steps, example: '' },
    status: { tone: 'busy', text: 'Writing…', detail: '', actions: [{ id: 'stop', label: 'Stop' }] },
    name: 'weigh',
    where: 'sums.py, lines 1–204',
    place: { first: 1, now: Array.from({ length: 204 }, (_, index) => index + 1) },
    state: { page },
  };
}

if (import.meta.filename === process.argv[1]) {
  const browser = await launchBrowser();
  console.table(await measureDeltas(browser, process.argv[2] ?? DIST));
  await browser.close();
}
