/** The compiled modules of the bundled server: kept in the extension's own storage, and made early the first time. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// What the server's own processes import after it: compiled beside it, and not one after the other.
const LATER = 'import blockguide.commands.workshop, blockguide.code.context.worker';

export class Compiled {
  /** Where they are; another version of the extension has another place. */
  readonly directory: string;

  constructor(
    private readonly storage: string,
    private readonly version: string,
  ) {
    this.directory = join(storage, version);
  }

  /** Compiles what is needed later, unless it is there; the process ends by itself. Null where there is nothing to do. */
  prepare(interpreter: string, env: NodeJS.ProcessEnv): ChildProcess | null {
    if (existsSync(this.directory)) return null;
    void this.prune();
    const options = { cwd: tmpdir(), env, stdio: 'ignore', windowsHide: true } as const;
    const child = spawn(interpreter, ['-P', '-s', '-X', 'utf8', '-c', LATER], options);
    child.on('error', () => {});
    child.unref();
    return child;
  }

  /** Removes what other versions of the extension have left. */
  private async prune(): Promise<void> {
    const names = await readdir(this.storage).catch(() => []);
    for (const name of names) {
      if (name !== this.version) await rm(join(this.storage, name), { recursive: true, force: true });
    }
  }
}
