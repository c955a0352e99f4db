/** The extension from the inside: activation, commands, code actions, settings, secrets, and its server's life. */

const assert = require('node:assert/strict');
const { readFileSync, readdirSync } = require('node:fs');
const { createServer } = require('node:http');
const vscode = require('vscode');

const ID = 'blockguide.blockguide';
const KEY = 'sk-host-0123456789';

suite('the extension in its host', () => {
  const [folder] = vscode.workspace.workspaceFolders;
  let document;

  test('it stays asleep while a file of another language is shown', async () => {
    const notes = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'notes.txt'));
    await vscode.window.showTextDocument(notes);
    await pause(3000);
    assert.equal(vscode.extensions.getExtension(ID).isActive, false);
    assert.deepEqual(servers(), []);
  });

  test('it is active when a Python file is shown', async () => {
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'settings.py'));
    await vscode.window.showTextDocument(document);
    await until(() => vscode.extensions.getExtension(ID).isActive, 'it sleeps');
  });

  test('each command that it declares is there', async () => {
    const declared = vscode.extensions
      .getExtension(ID)
      .packageJSON.contributes.commands.map(each => each.command);
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter(each => !known.has(each)),
      [],
    );
    assert.ok(declared.length > 20);
  });

  test('the server runs, and documents a block', async () => {
    await vscode.commands.executeCommand('blockguide.document', params(document, 0, 16));
    assert.ok(servers().length >= 1, 'no server runs');
    assert.ok(guideTabs().some(tab => /read_settings/.test(tab.label)));
  });

  test('the light bulb offers to document the selection', async () => {
    const range = new vscode.Range(13, 8, 14, 70);
    const offered = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const ours = offered.filter(each => each.kind?.value.includes('blockguide'));
    assert.ok(
      ours.some(each => /document this block/i.test(each.title)),
      JSON.stringify(offered.map(each => each.title)),
    );
  });

  test('the hover previews the documented block', async () => {
    const at = new vscode.Position(0, 6);
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
    const text = hovers
      .flatMap(each => each.contents)
      .map(each => each.value)
      .join('\n');
    assert.match(text, /reads key=value pairs/);
    assert.match(text, /command:blockguide\.show/);
  });

  test('code lenses follow their setting', async () => {
    const lenses = () => vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
    const settings = vscode.workspace.getConfiguration('blockguide');
    assert.equal((await lenses()).length, 0);
    await settings.update('codeLens', true, vscode.ConfigurationTarget.Workspace);
    await until(async () => (await lenses()).length === 1, 'no lens');
    await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Workspace);
    await until(async () => (await lenses()).length === 0, 'the lens stays');
  });

  test('a workspace does not choose what a machine chooses', async () => {
    const settings = vscode.workspace.getConfiguration('blockguide');
    for (const name of ['interpreter', 'endpoint.baseUrl', 'cache.directory']) {
      const wanted = settings.update(name, '/tmp/trap', vscode.ConfigurationTarget.Workspace);
      await assert.rejects(
        Promise.resolve(wanted),
        /machine|Workspace Settings|User Settings|not support/i,
        name,
      );
    }
  });

  test('a key is kept as a secret, sent to the endpoint alone, and gone when it is removed', async () => {
    const heads = [];
    const endpoint = createServer((request, response) => {
      heads.push(request.headers.authorization ?? '');
      response.writeHead(500).end();
    });
    await new Promise(resolve => endpoint.listen(0, '127.0.0.1', resolve));
    const settings = vscode.workspace.getConfiguration('blockguide');
    const chosen = {
      'endpoint.baseUrl': `http://127.0.0.1:${endpoint.address().port}/v1`,
      'endpoint.retries': 0,
      model: 'none',
      writer: 'model',
    };
    const fresh = { ...params(document, 0, 16), fresh: true };
    try {
      for (const [name, value] of Object.entries(chosen))
        await settings.update(name, value, vscode.ConfigurationTarget.Global);
      const asked = vscode.commands.executeCommand('blockguide.setKey');
      console.log(`please type ${KEY}`);
      await asked;
      await vscode.commands.executeCommand('blockguide.document', fresh);
      assert.ok(heads.includes(`Bearer ${KEY}`), `what the endpoint was sent: ${heads}`);
      const kept = JSON.stringify(vscode.workspace.getConfiguration('blockguide'));
      assert.ok(!kept.includes(KEY), 'the key is a setting');

      await vscode.commands.executeCommand('blockguide.removeKey');
      heads.length = 0;
      await vscode.commands.executeCommand('blockguide.document', fresh);
      assert.ok(heads.length > 0, 'the endpoint is not asked');
      assert.ok(!heads.some(each => each.includes(KEY)), 'the removed key is sent');
    } finally {
      for (const name of Object.keys(chosen))
        await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
      endpoint.close();
    }
  });

  test('a killed server comes back by itself, and writes', async () => {
    await vscode.commands.executeCommand('blockguide.document', { ...params(document, 0, 16), fresh: true });
    const before = servers();
    for (const server of before) process.kill(server, 'SIGKILL');
    await until(() => servers().some(each => !before.includes(each)), 'no server comes back');
    const isTotal = tab => /total/.test(tab.label);
    assert.ok(!guideTabs().some(isTotal), 'the other block has a guide before');
    const cart = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'shop/cart.py'));
    await vscode.commands.executeCommand('blockguide.document', params(cart, 0, 1));
    await until(() => guideTabs().some(isTotal), 'the new server writes nothing');
  });

  test('what is asked while the server restarts is written when it is back', async () => {
    const content = 'def restarted():\n    return 1\n';
    const untitled = await vscode.workspace.openTextDocument({ language: 'python', content });
    await vscode.window.showTextDocument(untitled);
    const restart = vscode.commands.executeCommand('blockguide.restart');
    // The old server has been told to go, and has not gone yet.
    await new Promise(setImmediate);
    await vscode.commands.executeCommand('blockguide.document', params(untitled, 0, 1));
    await restart;
    assert.ok(
      guideTabs().some(tab => /restarted/.test(tab.label)),
      'there is no guide',
    );
  });

  test('a restart leaves no process behind', async () => {
    const before = processes();
    await vscode.commands.executeCommand('blockguide.restart');
    await until(() => before.every(each => !processes().includes(each)), 'old processes live on');
    assert.equal(servers().length, 1);
  });
});

/** Lines of a document as the server's request has them. */
function params(document, first, last) {
  const end = document.lineAt(last).text.length;
  const range = { start: { line: first, character: 0 }, end: { line: last, character: end } };
  return { uri: document.uri.toString(), range, version: document.version };
}

function guideTabs() {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && /blockguide\.guide/.test(input.viewType),
    );
}

/** The language servers that this extension host started. */
function servers() {
  return children(process.pid).filter(each => / blockguide serve\b/.test(commandOf(each)));
}

/** The servers and all that they started. */
function processes() {
  const found = [];
  const open = servers();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    open.push(...children(next));
  }
  return found;
}

function children(parent) {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(
      name =>
        read(`/proc/${name}/stat`)
          .replace(/^.*\) /, '')
          .split(' ')[1] === String(parent),
    )
    .map(Number);
}

function commandOf(id) {
  return read(`/proc/${id}/cmdline`).replace(/\0/g, ' ');
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function until(check, problem) {
  const end = Date.now() + 25_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(problem);
    await pause(100);
  }
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
