/** Runs mocha inside the real extension host; the browser only carries the window. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openWindow } from './browser.ts';
import { INSTALLED, installed, PYTHON_WHOLE } from './places.ts';
import { processes, servers } from './processes.ts';
import { FILES } from './scenario.ts';
import { startServer } from './server.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Told {
  readonly name: string;
  readonly passed: boolean;
  readonly milliseconds?: number;
  readonly problem?: string;
}

const PATIENCE_MS = 240_000;
const GONE_MS = 10_000;

export async function runInHost(extensions: string, browser: Browser): Promise<Counts> {
  const report = join(extensions, '../host.jsonl');
  writeFileSync(report, '');
  const server = await startServer(extensions, {
    files: FILES,
    machine: { 'blockguide.interpreter': PYTHON_WHOLE },
    // Without this switch a new VS Code never runs the tests, and says nothing.
    args: needsDriver() ? ['--vscode-option', 'enable-smoke-test-driver'] : [],
    env: { BLOCKGUIDE_INSTALLED: INSTALLED, BLOCKGUIDE_REPORT: report },
  });
  const window = await openWindow(browser);
  try {
    const { host } = new URL(server.url);
    const own = readdirSync(extensions).find(name => name.startsWith('blockguide.')) ?? '';
    const remote = (path: string) => `vscode-remote://${host}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(join(extensions, own))],
      ['extensionTestsPath', remote(resolve(import.meta.dirname, '../host/index.cjs'))],
      ['skipWelcome', 'true'],
    ];
    let late: NodeJS.Timeout | undefined;
    const ended = new Promise<string>(done => {
      late = setTimeout(() => done(`no end after ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
      void window.page.exposeFunction('codeAutomationExit', (code: number) =>
        done(code === 0 ? '' : `${code}`),
      );
    });
    await window.page.exposeFunction('codeAutomationLog', async (_: string, words: unknown[]) => {
      const [, text] = /^please type (.*)/.exec(format(...words)) ?? [];
      if (text !== undefined) await answer(window.page, text);
      if (process.env['VERBOSE'] !== undefined) console.log('  ', format(...words));
    });
    await window.page.goto(`${server.url}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const problem = await ended;
    clearTimeout(late);
    const counts = tell(readFileSync(report, 'utf8'), problem);
    const left = await leftBehind(server.home);
    console.log(
      `${left === '' ? 'passed' : 'FAILED'}  host: no process is left behind when the host ends${left}`,
    );
    return left === '' ? { ...counts, passed: counts.passed + 1 } : { ...counts, failed: counts.failed + 1 };
  } finally {
    await window.close();
    await server.stop();
  }
}

/** Types into what the window asks for. */
async function answer(page: Page, text: string): Promise<void> {
  const input = page.locator('.quick-input-box input');
  await input.fill(text);
  await page.keyboard.press('Enter');
}

/** Ends the extension host without a word, as a crash would; tells what of ours goes on without it. */
async function leftBehind(home: string): Promise<string> {
  const started = servers(home);
  if (started.length === 0) return '\n    no server ran that could be left behind';
  for (const { id, words } of processes(home))
    if (words.includes('--type=extensionHost')) process.kill(id, 'SIGKILL');
  const ours = () => processes(home).filter(({ words }) => words.includes('blockguide'));
  const end = Date.now() + GONE_MS;
  while (ours().length > 0 && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 100));
  return ours()
    .map(({ id, words }) => `\n    ${id}: ${words.join(' ')}`)
    .join('');
}

/** Older ones run them without the switch, and do not know it. */
function needsDriver(): boolean {
  const { version } = installed('code-server/package.json') as { version: string };
  return Number(version.split('.')[1]) > 100;
}

function tell(report: string, problem: string): Counts {
  const tests = report
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Told);
  for (const test of tests) {
    console.log(`${test.passed ? 'passed' : 'FAILED'}  host: ${test.name}`);
    if (!test.passed) console.log((test.problem ?? '').replace(/^/gm, '    '));
  }
  const failed = tests.filter(test => !test.passed).length;
  const isWhole = tests.length > 0 && (problem === '' || failed > 0);
  if (!isWhole) console.log(`FAILED  host: ${problem}`);
  return { passed: tests.length - failed, failed: failed + (isWhole ? 0 : 1) };
}
