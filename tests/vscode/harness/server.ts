/** A real VS Code for one scenario: a server process with its own home, data, settings and workspace. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ENTRY, NODE } from './places.ts';

export interface Wishes {
  /** The files of the workspace, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The person's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings that belong to the machine: in a remote window they are read from a file of their own. */
  readonly machine?: Readonly<Record<string, unknown>>;
  readonly workspaceSettings?: Readonly<Record<string, unknown>>;
  /** Whether the window asks for trust; the others trust all. */
  readonly trust?: 'asked' | 'given';
  /** Extensions beside ours: the files are made when the window is. */
  readonly extensions?: () => readonly string[];
  /** The file of a workspace of several folders, where it is one. */
  readonly workspaceFile?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export interface Server {
  readonly home: string;
  readonly workspace: string;
  readonly url: string;
  readonly process: ChildProcess;
  /** Changes the machine's settings; an open window follows. */
  setMachine(settings: Readonly<Record<string, unknown>>): void;
  /** Makes the workspace's files and all settings what they were at first. */
  restore(): void;
  stop(): Promise<void>;
}

const QUIET: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.useModal': 'off',
  // A file is opened at its first line, whatever an earlier scenario did in it.
  'workbench.editor.restoreViewState': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.banner': 'never',
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.stickyScroll.enabled': false,
  'window.menuBarVisibility': 'hidden',
  // Its rows are elements then, which can be read.
  'terminal.integrated.gpuAcceleration': 'off',
};

/** What runs; it ends with this process, however that ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130));

/** Installs extensions for all scenarios; returns the directory that holds them. */
export function installExtensions(...vsix: readonly string[]): string {
  const home = mkdtempSync(join(tmpdir(), 'bgx-'));
  const words = ['--config', configOf(home), '--user-data-dir', join(home, 'data')];
  const extensions = join(home, 'extensions');
  const wanted = vsix.flatMap(each => ['--install-extension', each]);
  const command = [ENTRY, ...words, '--extensions-dir', extensions, ...wanted];
  execFileSync(NODE, command, { env: environment(home), stdio: 'pipe' });
  return extensions;
}

export async function startServer(extensions: string, wishes: Wishes): Promise<Server> {
  // The path of a socket has 107 bytes at most: directories are short.
  const home = mkdtempSync(join(tmpdir(), 'bg-'));
  const workspace = join(home, 'work');
  const data = join(home, 'data');
  const setMachine = (settings: Readonly<Record<string, unknown>>) =>
    write(join(data, 'Machine/settings.json'), json(settings));
  const restore = () => {
    // A file that is not there when the window opens is not watched.
    const files = { ...wishes.files, '.vscode/settings.json': json(wishes.workspaceSettings ?? {}) };
    fill(workspace, files);
    setMachine(wishes.machine ?? {});
  };
  restore();
  write(join(data, 'User/settings.json'), json({ ...QUIET, ...wishes.settings }));
  const port = await freePort();
  const log = openSync(join(home, 'server.log'), 'w');
  const trust = wishes.trust === 'asked' ? [] : ['--disable-workspace-trust'];
  const child = spawn(
    NODE,
    [
      ...[ENTRY, '--config', configOf(home), '--user-data-dir', data, '--extensions-dir', extensions],
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry'],
      ...['--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
      ...[...trust, ...(wishes.args ?? [])],
    ],
    { env: { ...environment(home), ...wishes.env }, stdio: ['ignore', log, log], detached: true },
  );
  running.add(child);
  const base = `http://127.0.0.1:${port}`;
  await healthy(base, child, join(home, 'server.log'));
  return {
    home,
    workspace,
    url: `${base}/?${opened(workspace, wishes.workspaceFile)}`,
    process: child,
    setMachine,
    restore,
    stop: () => stop(child, home),
  };
}

function opened(folder: string, file: string | undefined): string {
  return file === undefined
    ? `folder=${encodeURIComponent(folder)}`
    : `workspace=${encodeURIComponent(join(folder, file))}`;
}

/** An environment of its own: nothing of an outer editor leaks in, and the person's home stays clean. */
function environment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(NODE), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    TMPDIR: home,
    XDG_CONFIG_HOME: join(home, 'xdg'),
    XDG_DATA_HOME: join(home, 'xdg'),
  };
}

function configOf(home: string): string {
  const path = join(home, 'config.yaml');
  write(path, '');
  return path;
}

async function healthy(base: string, child: ChildProcess, log: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await fetch(`${base}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`VS Code did not start: ${readFileSync(log, 'utf8')}`);
}

async function stop(child: ChildProcess, home: string): Promise<void> {
  running.delete(child);
  const gone = new Promise(resolve => child.once('exit', resolve));
  signal(child, 'SIGTERM');
  const impatient = setTimeout(() => signal(child, 'SIGKILL'), 5000);
  if (child.exitCode === null && child.signalCode === null) await gone;
  clearTimeout(impatient);
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), name);
  } catch {
    // It has gone already.
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Gives a directory these files, and no others. */
function fill(directory: string, files: Readonly<Record<string, string>>): void {
  const wanted = Object.keys(files);
  for (const path of existsSync(directory)
    ? readdirSync(directory, { recursive: true, encoding: 'utf8' })
    : []) {
    const isWanted = wanted.some(each => each === path || each.startsWith(`${path}/`));
    if (!isWanted) rmSync(join(directory, path), { recursive: true, force: true });
  }
  for (const [path, text] of Object.entries(files)) write(join(directory, path), text);
}

/** Writes a file, unless it says so already: nobody is woken by what is the same. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeFileSync(path, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
