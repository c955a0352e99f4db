/** The extension from the inside: activation, commands, code actions, settings, and its server's life. */

const assert = require('node:assert/strict');
const { readFileSync, readdirSync } = require('node:fs');
const vscode = require('vscode');

const ID = 'blockguide.blockguide';

suite('the extension in its host', () => {
  let document;

  suiteSetup(async () => {
    const [folder] = vscode.workspace.workspaceFolders;
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'settings.py'));
  });

  test('it stays asleep until a Python file is shown', () => {
    // Opening the document above is what wakes it; nothing before does.
    const { activationEvents } = vscode.extensions.getExtension(ID).packageJSON;
    assert.deepEqual(
      activationEvents.filter(each => /^\*$|onStartupFinished/.test(each)),
      [],
    );
  });

  test('it is active when a Python file is shown', async () => {
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

  test('a killed server comes back by itself, and writes', async () => {
    await vscode.commands.executeCommand('blockguide.document', { ...params(document, 0, 16), fresh: true });
    const before = servers();
    for (const server of before) process.kill(server, 'SIGKILL');
    await until(() => servers().some(each => !before.includes(each)), 'no server comes back');
    await vscode.commands.executeCommand('blockguide.document', { ...params(document, 0, 16), fresh: true });
    assert.ok(guideTabs().some(tab => /read_settings/.test(tab.label)));
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
