import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { test } from 'node:test';

const SCRIPT = resolve('scripts/package.mjs');

/** The script's exit code, and whether it left a package, where vsce says and returns this. */
function packaged(says: string, code: number): [number | null, boolean] {
  const directory = mkdtempSync(join(tmpdir(), 'blockguide-package-'));
  try {
    writeFileSync(join(directory, 'vsce'), `#!/bin/sh\ntouch blockguide.vsix\n${says}\nexit ${code}\n`);
    chmodSync(join(directory, 'vsce'), 0o755);
    const env = { ...process.env, PATH: [directory, process.env['PATH']].join(delimiter) };
    const run = spawnSync(process.execPath, [SCRIPT], { cwd: directory, env, encoding: 'utf8' });
    return [run.status, existsSync(join(directory, 'blockguide.vsix'))];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test('what vsce warns of is no package', { skip: process.platform === 'win32' }, () => {
  assert.deepEqual(packaged('echo " DONE  Packaged"', 0), [0, true]);
  assert.deepEqual(packaged('echo " WARNING  LICENSE not found" >&2', 0), [1, false]);
  assert.deepEqual(packaged('echo " WARNING  LICENSE not found"', 0), [1, false]);
  assert.equal(packaged('echo " ERROR  no" >&2', 3)[0], 3);
});
