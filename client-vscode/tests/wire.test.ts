/** The real server, started as the extension starts it, documents a block for a client that says what we say. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import {
  createMessageConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { headingsFor } from '../src/page/bodies';
import { Guide } from '../src/page/guide';
import { replacedFrom } from '../src/page/page';
import { stepsOf } from '../src/page/steps';
import * as wire from '../src/protocol';
import { environment, words } from '../src/server/environment';

const PYTHON = process.env['PYTHON'] ?? [resolve('../.venv/bin/python')].find(existsSync) ?? 'python3';
const BUNDLED = resolve('bundled/libs');
const SERVER = existsSync(BUNDLED) ? BUNDLED : resolve('../server');
// A guide whose names could not be looked up in time is not kept, and a machine that runs tests is slow.
const PATIENT = {
  BLOCKGUIDE_NAMES_MS: '60000',
  BLOCKGUIDE_CALL_SITES_MS: '60000',
  BLOCKGUIDE_START_MS: '60000',
};
const KEY = 'sk-of-no-account-0123456789';
const URI = 'file:///work/app/names.py';
const CODE =
  'def shout(name: str) -> str:\n    """Say a name aloud."""\n    loud = name.upper()\n    return f"{loud}!"\n';

test('a block is documented, shown again from the cache, and forgotten', { timeout: 120_000 }, async () => {
  const kept = mkdtempSync(join(tmpdir(), 'blockguide-'));
  const env = environment(
    { interpreter: PYTHON, libraries: [SERVER], compiled: join(tmpdir(), 'blockguide-compiled') },
    { ...process.env, ...PATIENT, BLOCKGUIDE_CACHE_DIR: kept },
  );
  const server = spawn(PYTHON, words('serve'), { env, cwd: tmpdir(), stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise<number | null>(done => server.on('exit', done));
  const client = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  client.onRequest('client/registerCapability', () => null);
  client.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  client.listen();
  let begun: wire.PageBegins | null = null;
  try {
    await client.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true },
        experimental: { blockguide: { stream: true, scopes: true, trustedLinks: true } },
      },
    });
    await client.sendNotification('initialized', {});
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri: URI, languageId: 'python', version: 1, text: CODE },
    });
    const guide = await documented();
    assert.equal(guide.name, 'shout');
    assert.deepEqual(guide.place, { first: 1, last: 4 });
    assert.match(guide.bodies.description, /aloud/);
    assert.ok(stepsOf(guide.bodies.steps).length > 0);
    assert.equal(guide.writer, 'offline');
    const { guides } = await client.sendRequest<wire.GuidesAnswer>(wire.REQUEST_GUIDES, { uri: URI });
    assert.deepEqual(
      guides.map(each => [each.key, each.name, each.lines, each.standing]),
      [[guide.key, 'shout', [1, 4], 'holds']],
    );
    assert.equal(guide.page.trimEnd(), (await shown(guide.key)).trimEnd());
    assert.deepEqual(begun, {
      job: guide.key,
      title: 'shout',
      uri: URI,
      name: 'shout',
      kind: 'function',
      lines: [1, 4],
    });
    await client.sendNotification(wire.NOTIFY_SET_KEY, { key: KEY });
    const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } };
    const sent = await client.sendRequest<wire.SentAnswer>(wire.REQUEST_SENT, {
      uri: URI,
      range,
      version: 1,
    });
    assert.equal(sent.model, '');
    assert.match(sent.messages.map(each => each.text).join('\n'), /loud = name\.upper\(\)/);
    assert.doesNotMatch(JSON.stringify(sent), new RegExp(KEY));
    const changed = new Promise<wire.GuidesChanged>(done => {
      client.onNotification(wire.NOTIFY_GUIDES_CHANGED, done);
    });
    await client.sendRequest('workspace/executeCommand', {
      command: wire.COMMAND_FORGET,
      arguments: [{ key: guide.key }],
    });
    assert.deepEqual(await changed, { uri: URI });
    await assert.rejects(
      shown(guide.key),
      (error: { data?: wire.ErrorData }) => typeof error.data?.advice === 'string',
    );
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    assert.equal(await exited, 0);
  } finally {
    client.dispose();
    server.kill();
    rmSync(kept, { recursive: true, force: true });
  }

  /** The guide, as its words came; what streamed is what the answer holds. */
  async function documented(): Promise<Guide> {
    const guide = new Guide(URI, headingsFor('en'));
    const listening = client.onProgress(new ProgressType<wire.ProgressValue>(), 'page', value =>
      guide.take(value),
    );
    const cursor = { line: 0, character: 6 };
    const params: wire.DocumentParams & { partialResultToken: string } = {
      uri: URI,
      range: { start: cursor, end: cursor },
      version: 1,
      partialResultToken: 'page',
    };
    const answer = await client.sendRequest<wire.DocumentAnswer>(wire.REQUEST_DOCUMENT, params);
    listening.dispose();
    const streamed = guide.bodies;
    guide.finish(answer);
    for (const section of ['description', 'steps', 'example'] as const) {
      assert.equal(streamed[section].trim(), guide.bodies[section].trim(), section);
    }
    return guide;
  }

  /** The page of a kept guide. */
  async function shown(key: string): Promise<string> {
    let page = '';
    const listening: { dispose(): void }[] = [];
    const ended = new Promise<void>(done => {
      listening.push(
        client.onNotification(wire.NOTIFY_BEGIN, (begins: wire.PageBegins) => {
          begun = begins;
        }),
        client.onNotification(wire.NOTIFY_DELTA, (grows: wire.PageGrows) => {
          page = replacedFrom(page, grows.line, grows.text);
        }),
        client.onNotification(wire.NOTIFY_END, (_: wire.PageEnds) => done()),
      );
    });
    try {
      await client.sendRequest('workspace/executeCommand', {
        command: wire.COMMAND_SHOW,
        arguments: [{ key, uri: URI, name: 'shout' }],
      });
      await ended;
    } finally {
      for (const each of listening) each.dispose();
    }
    return page;
  }
});
