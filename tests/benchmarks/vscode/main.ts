/** Measures the extension in real VS Code, and writes a page of it: `main.ts PAGE.md`. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, openWindow, type Window } from '../../vscode/harness/browser.ts';
import { VSIX } from '../../vscode/harness/places.ts';
import { BARE, FILES } from '../../vscode/harness/scenario.ts';
import { installExtensions, type Server, startServer, type Wishes } from '../../vscode/harness/server.ts';
import { packBlank } from './blank.ts';
import { measureDeltas } from './deltas.ts';
import { type Figures, MISSED } from './figures.ts';
import { measureMemory } from './memory.ts';
import { measureOpening } from './opening.ts';
import { measureStreaming, streamed } from './streaming.ts';
import { measureTokens, timedModel } from './tokens.ts';

async function main(page: string): Promise<void> {
  const packed = mkdtempSync(join(tmpdir(), 'bgb-'));
  const extensions = installExtensions(VSIX, packBlank(packed));
  const browser = await launchBrowser();
  const load = loadavg()[0] ?? 0;
  const figures: Record<string, string> = {};
  const inWindow = async (
    wishes: Partial<Wishes>,
    measure: (window: Window, server: Server) => Promise<Figures>,
  ) => Object.assign(figures, await withWindow(browser, extensions, wishes, measure));
  try {
    await inWindow({}, measureOpening);
    const { wishes, stop } = await streamed();
    await inWindow(wishes, measureStreaming).finally(stop);
    const model = await timedModel();
    await inWindow(model.wishes, (window, server) => measureTokens(window, server, model)).finally(
      model.stop,
    );
    Object.assign(figures, await measureDeltas(browser));
    await inWindow({ files: { 'ten.py': TEN } }, measureMemory);
  } finally {
    await browser.close();
    for (const each of [dirname(extensions), packed]) rmSync(each, { recursive: true, force: true });
  }
  const rows = Object.entries(figures).map(([what, figure]) => `| ${what} | ${figure} |`);
  writeFileSync(page, `${heading(load)}\n| what | measured |\n|---|---|\n${rows.join('\n')}\n`);
  console.log(rows.join('\n'));
  if (rows.some(row => row.includes(MISSED))) process.exitCode = 1;
}

async function withWindow(
  browser: Browser,
  extensions: string,
  wishes: Partial<Wishes>,
  measure: (window: Window, server: Server) => Promise<Figures>,
): Promise<Figures> {
  const server = await startServer(extensions, { files: FILES, machine: BARE, ...wishes });
  const window = await openWindow(browser);
  try {
    return await measure(window, server);
  } finally {
    await window.close();
    await server.stop();
  }
}

const TEN = Array.from(
  { length: 10 },
  (_, index) =>
    `def scale_${index}(prices, factor=${index}):\n    return [price * factor for price in prices]\n`,
).join('\n\n');

function heading(load: number): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  const date = new Date().toISOString().slice(0, 10);
  return [
    '# The extension in VS Code, measured',
    '',
    'Written by `make bench-vscode`: real VS Code (code-server) in Chromium, the real extension, offline but for the stream.',
    `${date}, ${machine}, Linux; the load of the machine when it began was ${load.toFixed(1)}.`,
    '',
  ].join('\n');
}

await main(process.argv[2] ?? 'docs/performance-vscode.md');
