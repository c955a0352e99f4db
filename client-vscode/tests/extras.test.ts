import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Extras, NoPip } from '../src/server/extras';

let home = '';
let storage = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'blockguide-'));
  storage = join(home, 'storage');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function extras(requirements: string): Extras {
  const path = join(home, 'model-requirements.txt');
  writeFileSync(path, requirements);
  return new Extras(storage, path);
}

/** A Python whose pip makes the directory it is told, and then does this. */
function python(then: string): { executable: string; version: string } {
  const executable = join(home, 'python');
  const target = 'while [ "$1" != --target ]; do shift; done; mkdir -p "$2"';
  writeFileSync(executable, `#!/bin/sh\n${target}\n${then}\n`);
  chmodSync(executable, 0o755);
  return { executable, version: '3.12.1' };
}

/** Makes a wheel of nothing. */
const WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    info = "first_of_them-3.1.dist-info"
    wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: first-of-them\\nVersion: 3.1\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", "")
`;

const signal = new AbortController().signal;
const skip = process.platform === 'win32';

test('packages are there for one minor version and one list of requirements', { skip }, async () => {
  const first = extras('openai>=3\n');
  assert.equal(first.has('3.12.1'), false);
  await first.install(python('true'), signal);
  assert.ok(first.has('3.12.1') && first.has('3.12.7'));
  assert.equal(first.has('3.13.0'), false);
  assert.ok(extras('openai>=3\n').has('3.12.1'));
  assert.equal(extras('openai>=4\n').has('3.12.1'), false);
});

test('a Python that has them is known to have them', async () => {
  const executable = process.env['PYTHON'] ?? 'python3';
  const env = { ...process.env, PYTHONPATH: home };
  const named = (name: string) => {
    mkdirSync(join(home, `${name}-3.1.dist-info`), { recursive: true });
    writeFileSync(join(home, `${name}-3.1.dist-info/METADATA`), `Name: ${name}\nVersion: 3.1\n`);
  };
  const wanted = extras('first-of-them>=3\nsecond-of-them>=3,<4\n');
  named('first_of_them');
  assert.equal(await wanted.areKnownTo({ executable, version: '3.12.1' }, env), false);
  named('second_of_them');
  assert.ok(await wanted.areKnownTo({ executable, version: '3.12.1' }, env));
});

test('an installation removes what older requirements left, and nothing else', { skip }, async () => {
  for (const name of ['model-3.12', 'model-3.11-01234567', 'compiled']) {
    mkdirSync(join(storage, name), { recursive: true });
  }
  const now = extras('openai>=4\n');
  const other = now.directory('3.13.0');
  mkdirSync(other);
  await now.install(python('true'), signal);
  assert.ok(now.has('3.12.1') && existsSync(other));
  assert.equal(readdirSync(storage).length, 3);
  assert.ok(existsSync(join(storage, 'compiled')));
});

test("what pip cannot install is not there, and pip's last line says why", { skip }, async () => {
  const kept = join(storage, 'model-3.12');
  mkdirSync(kept, { recursive: true });
  const now = extras('openai>=4\n');
  await assert.rejects(
    now.install(python('echo first >&2; echo "ERROR: no such package" >&2; exit 1'), signal),
    /^Error: ERROR: no such package$/,
  );
  assert.equal(now.has('3.12.1'), false);
  assert.deepEqual(readdirSync(storage), ['model-3.12']);
});

test('a Python that has no pip is known as one', { skip }, async () => {
  const why = 'echo "/usr/bin/python3: No module named pip" >&2; exit 1';
  await assert.rejects(extras('openai>=4\n').install(python(why), signal), NoPip);
});

test('an environment without pip installs with the one that its Python gives', { skip }, async () => {
  const real = process.env['PYTHON'] ?? 'python3';
  const made = join(home, 'environment');
  execFileSync(real, ['-m', 'venv', '--without-pip', made]);
  const wheel = join(home, 'first_of_them-3.1-py3-none-any.whl');
  execFileSync(real, ['-c', WHEEL, wheel]);
  const now = extras(`${wheel}\n`);
  await now.install({ executable: join(made, 'bin/python'), version: '3.12.1' }, signal);
  assert.deepEqual(readdirSync(now.directory('3.12.1')), ['first_of_them-3.1.dist-info']);
});
