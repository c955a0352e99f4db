/** What a batch is to read: the Python files and folders that a person chose. */

import * as vscode from 'vscode';
import { pythonEditor } from '../commands/editor';

/** What of the Explorer's selection, or of what was clicked in it, can be written for; from elsewhere the file before the person, or of last. */
export async function sourcesOf(clicked: unknown, selected: unknown): Promise<vscode.Uri[]> {
  const given = Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
  const chosen = given.filter(each => each instanceof vscode.Uri);
  if (chosen.length > 0) return sourcesAmong(chosen);
  const open = (await pythonEditor())?.document;
  return open?.uri.scheme === 'file' ? [open.uri] : [];
}

/** The Python files and folders among what is selected: what the Explorer's menu offers the command for. */
async function sourcesAmong(chosen: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const isSource = async (uri: vscode.Uri) =>
    uri.scheme === 'file' && (uri.path.endsWith('.py') || (await isFolder(uri)));
  const found = await Promise.all(chosen.map(async uri => ((await isSource(uri)) ? [uri] : [])));
  return found.flat();
}

function isFolder(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
}
