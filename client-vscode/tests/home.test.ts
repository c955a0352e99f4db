import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Places, savingFolder, workingFolder } from '../src/commands/home';

interface Uri {
  readonly scheme: string;
  readonly path: string;
}

const uri = (text: string): Uri => ({ scheme: text.split(':')[0] ?? '', path: text.split(':')[1] ?? '' });

function folders(document: string, folder?: string, first = folder): (string | undefined)[] {
  const places: Places<Uri> = {
    document: uri(document),
    folder: folder === undefined ? undefined : uri(folder),
    first: first === undefined ? undefined : uri(first),
    parent: ({ scheme, path }) => ({ scheme, path: path.replace(/\/?[^/]*$/, '') || '.' }),
  };
  return [workingFolder(places), savingFolder(places)].map(each => each && `${each.scheme}:${each.path}`);
}

test('an example runs in the workspace, a page is saved beside its file', () => {
  assert.deepEqual(folders('file:/w/app/a.py', 'file:/w'), ['file:/w', 'file:/w/app']);
  assert.deepEqual(folders('file:/x/a.py'), ['file:/x', 'file:/x']);
});

test('what is not saved has the folder of the window, or none', () => {
  assert.deepEqual(folders('untitled:Untitled-1', undefined, 'file:/w'), ['file:/w', 'file:/w']);
  assert.deepEqual(folders('untitled:Untitled-1'), [undefined, undefined]);
});

test('no process works in a folder that is not on a disk', () => {
  assert.deepEqual(folders('vscode-vfs:/r/a.py', 'vscode-vfs:/r'), [undefined, 'vscode-vfs:/r']);
});
