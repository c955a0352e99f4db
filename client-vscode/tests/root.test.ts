import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { importRoot, pythonPath } from '../src/commands/root';

test('an example imports its module from the root that its name is told from', () => {
  const home = mkdtempSync(join(tmpdir(), 'blockguide-'));
  const root = (file: string, example: string) => importRoot(join(home, file), example).slice(home.length);
  try {
    for (const file of ['src/pkg/__init__.py', 'src/pkg/deep/__init__.py', 'src/pkg/deep/mod.py']) {
      mkdirSync(dirname(join(home, file)), { recursive: true });
      writeFileSync(join(home, file), '');
    }
    assert.equal(root('src/pkg/deep/mod.py', 'import json\nfrom pkg.deep.mod import f\n'), '/src');
    assert.equal(root('src/pkg/deep/__init__.py', 'import pkg.deep\n'), '/src');
    // A public name is imported from a package above its module.
    assert.equal(root('src/pkg/deep/mod.py', 'from pkg import f\n'), '/src');
    assert.equal(root('src/pkg/deep/mod.py', 'print(1)\n'), '/src');
    assert.equal(root('plain/space/mod.py', 'from space.mod import f\n'), '/plain');
    assert.equal(root('plain/space/mod.py', 'from mod import f\n'), '/plain/space');
    assert.equal(root('plain/space/mod.py', 'from other.mod import f\n'), '/plain/space');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test("a root comes before a person's own path", () => {
  assert.equal(pythonPath('/r', '/mine:/ours', ':'), '/r:/mine:/ours');
  assert.equal(pythonPath('/r', '', ':'), '/r');
  assert.equal(pythonPath('/r', undefined, ':'), '/r');
});
