/** Runs the example of a guide as the person would: in a terminal, in the folder of the code, after a question. */

import { rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import * as vscode from 'vscode';
import type { Guide } from '../page/guide';
import { exampleOf } from '../page/page';
import { settingOf } from '../value';
import { type Places, workingFolder } from './home';
import { importRoot, pythonPath } from './root';
import { say } from './say';

const PATH = 'PYTHONPATH';
/** The editor's names of systems, in its settings. */
const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'osx', win32: 'windows' };

const directories = new Set<string>();

/** Removes the files of the examples whose terminals are open; what runs has read its own. */
export const examples: vscode.Disposable = {
  dispose: () => {
    for (const each of directories) remove(each);
  },
};

export async function runExample(guide: Guide): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    return say(vscode.l10n.t('An example is run only in a workspace that you trust.'));
  }
  const example = exampleOf(guide.bodies);
  if (example === '') return say(vscode.l10n.t('This guide has no example.'));
  const run = vscode.l10n.t('Run');
  const question = vscode.l10n.t('Run the example in a terminal?');
  const detail = vscode.l10n.t(
    'It runs with your rights, and can do what the code of this project can do:\n\n{0}',
    example,
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) !== run) return;
  const { findProjectPython } = await import('../server/interpreter');
  const places = placesOf(guide);
  const python = await findProjectPython(places.document);
  const folder = workingFolder(places);
  const { directory, file } = await written(example);
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('Example of {0}', guide.name || 'BlockGuide'),
    shellPath: python,
    shellArgs: ['-X', 'utf8', '-i', file],
    ...(folder === undefined ? {} : { cwd: folder, env: environment(places.document, folder, example) }),
  });
  const closing = vscode.window.onDidCloseTerminal(closed => {
    if (closed !== terminal) return;
    closing.dispose();
    remove(directory);
  });
  terminal.show();
}

/** Where a guide's document is; a cell is where its notebook is. */
export function placesOf(guide: Guide): Places<vscode.Uri> {
  const own = vscode.workspace.notebookDocuments.find(notebook =>
    notebook.getCells().some(cell => cell.document.uri.toString() === guide.uri),
  );
  const document = own?.uri ?? vscode.Uri.parse(guide.uri);
  return {
    document,
    folder: vscode.workspace.getWorkspaceFolder(document)?.uri,
    first: vscode.workspace.workspaceFolders?.[0]?.uri,
    parent: uri => vscode.Uri.joinPath(uri, '..'),
  };
}

/** The environment of an example: its module is found before what the person's own path holds. */
function environment(
  document: vscode.Uri,
  folder: vscode.Uri,
  example: string,
): Readonly<Record<string, string>> {
  const isModule = document.scheme === 'file' && document.path.endsWith('.py');
  const root = isModule ? importRoot(document.fsPath, example) : folder.fsPath;
  const name = SYSTEMS[process.platform] ?? 'linux';
  // The editor fills in the variables of what its settings say.
  const settings = vscode.workspace.getConfiguration('terminal.integrated.env', document);
  const set: Readonly<Record<string, string | null>> = {};
  const theirs = settingOf(settings, name, set)[PATH] ?? process.env[PATH];
  return { [PATH]: pythonPath(root, theirs, delimiter) };
}

async function written(example: string): Promise<{ directory: string; file: string }> {
  const { mkdtemp, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const directory = await mkdtemp(join(tmpdir(), 'blockguide-'));
  directories.add(directory);
  const file = join(directory, 'example.py');
  await writeFile(file, example);
  return { directory, file };
}

function remove(directory: string): void {
  directories.delete(directory);
  rmSync(directory, { recursive: true, force: true });
}
