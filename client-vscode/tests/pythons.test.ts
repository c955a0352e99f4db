/** The bundled server, started by each Python that is here and new enough, documents a block offline. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { type DocumentAnswer, REQUEST_DOCUMENT } from '../src/protocol';
import { OLDEST } from '../src/server/candidates';
import { environment, words } from '../src/server/environment';
import { probe } from '../src/server/probe';

const BUNDLED = resolve('bundled/libs');
const VERSIONS = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
const URI = 'file:///work/app/names.py';
const CODE = 'def shout(name: str) -> str:\n    """Say a name aloud."""\n    return f"{name.upper()}!"\n';
const CURSOR = { line: 0, character: 6 };

const found: { python: string; version: string }[] = [];
for (const name of existsSync(VERSIONS) ? readdirSync(VERSIONS).sort() : []) {
  const said = await probe(join(VERSIONS, name, 'bin/python3'), tmpdir());
  if (said.kind !== 'python') continue;
  const [major, minor] = said.version;
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]))
    found.push({ python: said.executable, version: said.version.join('.') });
}
console.log(`Pythons in ${VERSIONS}: ${found.map(each => each.version).join(', ') || 'none'}`);
if (found.length === 0)
  test('a Python runs the bundled server', { skip: `no Python in ${VERSIONS}` }, () => {});

for (const { python, version } of found) {
  const skip = existsSync(BUNDLED) ? false : 'npm run bundle-server has not run';
  test(`Python ${version} runs the bundled server`, { skip, timeout: 120_000 }, async () => {
    const kept = mkdtempSync(join(tmpdir(), 'blockguide-'));
    const { VIRTUAL_ENV: _, PYTHONPATH: __, ...plain } = process.env;
    const env = environment(
      { interpreter: python, libraries: [BUNDLED], compiled: join(tmpdir(), 'blockguide-compiled') },
      { ...plain, BLOCKGUIDE_CACHE_DIR: kept, BLOCKGUIDE_START_MS: '60000' },
    );
    // -S: of its own packages none is on the path.
    const server = spawn(python, ['-S', ...words('serve')], { env, cwd: tmpdir(), stdio: 'pipe' });
    let logged = '';
    server.stderr.on('data', (text: Buffer) => {
      logged += text.toString();
    });
    const exited = new Promise<number | null>(done => server.on('exit', done));
    const client = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    client.onRequest('client/registerCapability', () => null);
    client.listen();
    try {
      await client.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
      await client.sendNotification('initialized', {});
      await client.sendNotification('textDocument/didOpen', {
        textDocument: { uri: URI, languageId: 'python', version: 1, text: CODE },
      });
      const answer = await client.sendRequest<DocumentAnswer>(REQUEST_DOCUMENT, {
        uri: URI,
        range: { start: CURSOR, end: CURSOR },
        version: 1,
      });
      assert.equal(answer.writer, 'offline');
      assert.match(answer.page, /`shout` .*aloud/);
      assert.match(answer.page, /^Execution Steps\n-+\n/m);
      await client.sendRequest('shutdown');
      await client.sendNotification('exit');
      assert.equal(await exited, 0);
      assert.doesNotMatch(logged, /ERROR|WARNING|Traceback/);
    } finally {
      client.dispose();
      server.kill();
      rmSync(kept, { recursive: true, force: true });
    }
  });
}
