/** The packages that writing with a model needs: they have compiled parts, so they are installed when it is chosen. */

import { type ExecFileOptions, execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 600_000;

// A Python without pip may have the one that it gives to new environments: that runs from its wheel.
const PIP = `
import importlib.util, pathlib, runpy, sys, sysconfig
giver = None if importlib.util.find_spec("pip") else importlib.util.find_spec("ensurepip")
if giver is not None:
    for place in pathlib.Path(giver.origin).parent / "_bundled", sysconfig.get_config_var("WHEEL_PKG_DIR"):
        sys.path += map(str, pathlib.Path(place or "").glob("pip-*.whl"))
runpy.run_module("pip", run_name="__main__", alter_sys=True)
`;

/** A Python has no pip that could install anything. */
export class NoPip extends Error {}

export interface Python {
  readonly executable: string;
  readonly version: string;
}

export class Extras {
  private digest = '';

  constructor(
    private readonly storage: string,
    private readonly requirements: string,
  ) {}

  /** Where the packages of a Python are; compiled parts belong to one minor version, and all to what is required. */
  directory(version: string): string {
    this.digest ||= createHash('sha256').update(readFileSync(this.requirements)).digest('hex').slice(0, 8);
    return join(this.storage, `model-${version.split('.').slice(0, 2).join('.')}-${this.digest}`);
  }

  has(version: string): boolean {
    return existsSync(this.directory(version));
  }

  /** Whether a Python finds all of them by itself, whoever installed them. */
  async areKnownTo(python: Python, env: NodeJS.ProcessEnv): Promise<boolean> {
    const lines = readFileSync(this.requirements, 'utf8').split('\n');
    const names = lines.flatMap(line => /^[\w.-]+/.exec(line)?.[0] ?? []);
    const ask = 'import sys, importlib.metadata as m; [m.version(name) for name in sys.argv[1:]]';
    return run(python.executable, ['-P', '-s', '-c', ask, ...names], { env }).then(
      () => true,
      () => false,
    );
  }

  /** Installs them with pip, whole or not at all.
   *
   * @throws NoPip, and Error with pip's own last line.
   */
  async install(python: Python, signal: AbortSignal): Promise<void> {
    const target = this.directory(python.version);
    const unfinished = `${target}.unfinished`;
    await mkdir(this.storage, { recursive: true });
    await rm(unfinished, { recursive: true, force: true });
    const pip = ['-I', '-c', PIP, 'install', '--disable-pip-version-check', '--only-binary', ':all:'];
    try {
      await run(python.executable, [...pip, '--target', unfinished, '--requirement', this.requirements], {
        signal,
      }).catch((error: Error) => {
        throw /No module named '?pip'?$/.test(error.message) ? new NoPip(error.message) : error;
      });
      await rm(target, { recursive: true, force: true });
      await rename(unfinished, target);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    await this.prune();
  }

  /** Removes what was installed for other requirements; what another window has loaded may stay. */
  private async prune(): Promise<void> {
    for (const name of await readdir(this.storage)) {
      if (!name.startsWith('model-') || name.endsWith(`-${this.digest}`)) continue;
      await rm(join(this.storage, name), { recursive: true, force: true }).catch(() => {});
    }
  }
}

function run(command: string, args: readonly string[], more: ExecFileOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      timeout: PATIENCE_MS,
      cwd: tmpdir(),
      windowsHide: true,
      maxBuffer: 16_000_000,
      ...more,
    };
    execFile(command, args, options, (error, _, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`${stderr}`.trim().split('\n').pop() || error.message));
    });
  });
}
