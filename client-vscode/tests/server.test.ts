import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Backoff, MOST_RESTARTS } from '../src/server/backoff';
import { candidates, choose, type Probe } from '../src/server/candidates';
import { Compiled } from '../src/server/compiled';
import { environment, words } from '../src/server/environment';
import { probe } from '../src/server/probe';

const python = (version: [number, number, number]): Probe => ({
  kind: 'python',
  version,
  executable: '/x/python',
});

test('an interpreter that is set is the only candidate', () => {
  assert.deepEqual(candidates(' ~/py ', '/ext', '/home/me', 'linux'), [
    { command: '/home/me/py', origin: 'setting' },
  ]);
});

test("else the Python extension's choice comes first, then the names", () => {
  const commands = (each: NodeJS.Platform) => candidates('', '/ext', '/', each).map(({ command }) => command);
  assert.deepEqual(commands('linux'), ['/ext', 'python3', 'python']);
  assert.deepEqual(commands('win32'), ['/ext', 'python', 'py', 'python3']);
});

test('the first that is new enough is taken; the others are told', async () => {
  const answers: Record<string, Probe> = {
    '/ext': python([3, 10, 9]),
    python3: { kind: 'missing' },
    python: python([3, 11, 0]),
  };
  const found = await choose(
    candidates('', '/ext', '/', 'linux'),
    async name => answers[name] ?? { kind: 'missing' },
  );
  assert.equal(found.kind === 'found' && found.version, '3.11.0');
  const none = await choose(candidates('', '/ext', '/', 'linux'), async name =>
    name === '/ext' ? python([2, 7, 18]) : { kind: 'missing' },
  );
  assert.deepEqual(none.kind === 'none' && none.tried.map(each => each.why), [
    'too-old',
    'missing',
    'missing',
  ]);
});

test('a command is asked whether it is Python', async () => {
  assert.equal((await probe(process.execPath, tmpdir())).kind, 'broken');
  assert.equal((await probe('/no/such/python', tmpdir())).kind, 'missing');
  assert.equal((await probe('python3', tmpdir())).kind, 'python');
});

test('restarts wait longer each time, and end; old deaths are forgotten', () => {
  const backoff = new Backoff();
  const waits = Array.from({ length: MOST_RESTARTS }, (_, index) => backoff.died(index));
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000]);
  assert.equal(backoff.died(10), null);
  assert.equal(backoff.died(1_000_000), 250);
  backoff.forgive();
  assert.equal(backoff.died(1_000_001), 250);
});

test('the server finds the bundled packages before all others, and no foreign home', () => {
  const launch = { interpreter: 'python3', libraries: ['/ext/libs'], compiled: '/store/compiled' };
  const env = environment(launch, {
    PYTHONPATH: '/own',
    PYTHONHOME: '/bad',
    PATH: '/bin',
    PYTHONDONTWRITEBYTECODE: '1',
  });
  assert.equal(env['PYTHONPATH'], '/ext/libs:/own');
  assert.equal(env['PYTHONHOME'], undefined);
  assert.equal(env['PYTHONDONTWRITEBYTECODE'], undefined);
  assert.equal(env['PYTHONPYCACHEPREFIX'], '/store/compiled');
  assert.equal(env['PATH'], '/bin');
  assert.ok(words('serve').join(' ').endsWith('-m blockguide serve'));
});

test('modules are compiled once for a version, and those of other versions go', async () => {
  const storage = mkdtempSync(join(tmpdir(), 'blockguide-'));
  mkdirSync(join(storage, '0.0.1'));
  const compiled = new Compiled(storage, '0.0.2');
  try {
    const child = compiled.prepare('/no/such/python', {});
    assert.ok(child);
    await once(child, 'error');
    for (let tries = 0; existsSync(join(storage, '0.0.1')) && tries < 200; tries += 1) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.ok(!existsSync(join(storage, '0.0.1')));
    mkdirSync(compiled.directory);
    assert.equal(compiled.prepare('/no/such/python', {}), null);
  } finally {
    rmSync(storage, { recursive: true, force: true });
  }
});
