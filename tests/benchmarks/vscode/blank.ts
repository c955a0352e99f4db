/** The extension of `blank`: what the editor itself takes to show a word in a tab. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { NODE, TREE } from '../../vscode/harness/places.ts';

/** Packs it into a directory; where it is. */
export function packBlank(directory: string): string {
  const packed = join(directory, 'blank.vsix');
  const vsce = join(TREE, 'client-vscode/node_modules/@vscode/vsce/vsce');
  const words = ['--allow-missing-repository', '--skip-license', '--no-dependencies', '--out', packed];
  execFileSync(NODE, [vsce, 'package', ...words], { cwd: join(import.meta.dirname, 'blank') });
  return packed;
}
