/** Packages the extension by vsce; what vsce warns of fails, and leaves no package behind. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const PACKAGE = 'blockguide.vsix';

const args = [
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  ...['--readme-path', 'out/README.md'],
  ...['--out', PACKAGE],
];
const run = spawnSync('vsce', args, { encoding: 'utf8', shell: process.platform === 'win32' });
process.stdout.write(run.stdout ?? '');
process.stderr.write(run.stderr ?? String(run.error));
const isWarned = /\bWARNING\b/.test(`${run.stdout}\n${run.stderr}`);
if (isWarned) rmSync(PACKAGE, { force: true });
process.exit(isWarned ? 1 : (run.status ?? 1));
