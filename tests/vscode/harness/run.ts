/** Runs the scenarios one after another in real VS Code: `run.ts [NAME…]`. */

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { runInHost } from './host.ts';
import { BUILD, VSIX } from './places.ts';
import type { Scenario } from './scenario.ts';
import { installExtensions, type Server } from './server.ts';
import { Stages } from './stages.ts';

const LONGEST_MS = 240_000;

async function main(wanted: readonly string[]): Promise<number> {
  rmSync(BUILD, { recursive: true, force: true });
  mkdirSync(BUILD, { recursive: true });
  const scenarios = (await loadAll()).filter(each => wanted.length === 0 || wanted.includes(each.name));
  const extensions = installExtensions(VSIX);
  const browser = await launchBrowser();
  const stages = new Stages(extensions, browser);
  let failed = 0;
  const since = Date.now();
  for (const scenario of scenarios) {
    const problem = await perform(scenario, stages);
    if (problem === null) continue;
    failed += 1;
    console.log(problem.replace(/^/gm, '    '));
  }
  await stages.close();
  let count = scenarios.length;
  if (wanted.length === 0 || wanted.includes('host')) {
    const host = await runInHost(extensions, browser);
    count += host.passed + host.failed;
    failed += host.failed;
  }
  await browser.close();
  rmSync(dirname(extensions), { recursive: true, force: true });
  console.log(`took ${seconds(since)}`);
  console.log(`${count - failed} passed, ${failed} failed`);
  return failed === 0 && count > 0 ? 0 : 1;
}

/** Performs a scenario; returns what went wrong, or null. */
async function perform(scenario: Scenario, stages: Stages): Promise<string | null> {
  const since = Date.now();
  const notes: string[] = [];
  try {
    await within(LONGEST_MS, async () => {
      await scenario.prepare?.();
      const { window, server } = await stages.set(scenario);
      const { workbench, page } = window;
      await scenario.act({ workbench, page, server, note: text => notes.push(text) });
    });
    console.log(
      `passed  ${scenario.name} ${seconds(since)}${notes.map(each => `\n          ${each}`).join('')}`,
    );
    return null;
  } catch (error) {
    console.log(`FAILED  ${scenario.name} ${seconds(since)}`);
    const picture = join(BUILD, `${scenario.name}.png`);
    const set = stages.current;
    await set?.window.page.screenshot({ path: picture, timeout: 10_000 }).catch(() => {});
    writeFileSync(join(BUILD, `${scenario.name}.log`), set === null ? '' : serverLog(set.server));
    await stages.close();
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [...notes, told, `see ${picture}`].join('\n');
  } finally {
    await scenario.end?.();
  }
}

async function loadAll(): Promise<Scenario[]> {
  const directory = join(import.meta.dirname, '../scenarios');
  const names = readdirSync(directory)
    .filter(name => name.endsWith('.ts'))
    .sort();
  const loaded = await Promise.all(
    names.map(async name => (await import(join(directory, name))).default as Scenario),
  );
  // Those that share a window follow each other.
  return loaded.sort((one, other) => (one.shares ?? 'zzz').localeCompare(other.shares ?? 'zzz'));
}

async function within(milliseconds: number, act: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds);
  });
  const acting = act();
  acting.catch(() => {});
  await Promise.race([acting, late]).finally(() => clearTimeout(timer));
}

/** What the extension and its host logged. */
function serverLog(server: Server): string {
  const logs = join(server.home, 'data/logs');
  const paths = readdirSync(logs, { recursive: true, encoding: 'utf8' }).map(name => join(logs, name));
  const wanted = paths.filter(path => /blockguide|remoteexthost/i.test(path) && statSync(path).isFile());
  return wanted.map(path => `--- ${path}\n${readFileSync(path, 'utf8')}`).join('\n');
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

process.exit(await main(process.argv.slice(2)));
