/** The Python editor that a person was in last, for a command from a page that covers the code or stands beside it. */

import * as vscode from 'vscode';

let last: vscode.TextEditor | undefined;

/** Remembers the Python editor that is active. */
export function rememberEditors(): vscode.Disposable {
  remember(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(remember);
}

/** The Python editor before the person, or else the one of last: it is shown with its cursor. Null where none is open. */
export async function pythonEditor(): Promise<vscode.TextEditor | null> {
  const active = vscode.window.activeTextEditor;
  if (active !== undefined) return isPython(active) ? active : null;
  const visible = vscode.window.visibleTextEditors.filter(isPython);
  if (last !== undefined && visible.includes(last)) return shown(last.document.uri, last.viewColumn, last);
  const tab = lastTab();
  if (tab !== undefined) return shown(tab.uri, tab.column);
  const beside = visible[0];
  return beside === undefined ? null : shown(beside.document.uri, beside.viewColumn, beside);
}

/** Offers to open a file where no Python is. */
export async function offerFile(message: string): Promise<void> {
  const open = vscode.l10n.t('Open a file');
  const picked = await vscode.window.showInformationMessage(`BlockGuide: ${message}`, open);
  if (picked === open) await vscode.commands.executeCommand('workbench.action.files.openFile');
}

function remember(editor: vscode.TextEditor | undefined): void {
  if (editor !== undefined && isPython(editor)) last = editor;
}

function isPython({ document }: vscode.TextEditor): boolean {
  return document.languageId === 'python';
}

/** The tab of the editor of last, or of another Python file, those in sight first. */
function lastTab(): { readonly uri: vscode.Uri; readonly column: vscode.ViewColumn } | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap(group =>
    group.tabs.flatMap(({ input, isActive }) =>
      input instanceof vscode.TabInputText ? [{ uri: input.uri, column: group.viewColumn, isActive }] : [],
    ),
  );
  const python = tabs.filter(({ uri }) => uri.path.endsWith('.py'));
  const wanted = last?.document.uri.toString();
  return tabs.find(({ uri }) => uri.toString() === wanted) ?? python.find(each => each.isActive) ?? python[0];
}

/** A cell cannot be shown by itself: its editor stays as it is. */
async function shown(
  uri: vscode.Uri,
  column: vscode.ViewColumn | undefined,
  editor: vscode.TextEditor | null = null,
): Promise<vscode.TextEditor | null> {
  if (editor !== null && uri.scheme === 'vscode-notebook-cell') return editor;
  const document = await vscode.workspace.openTextDocument(uri);
  return vscode.window.showTextDocument(document, column === undefined ? {} : { viewColumn: column });
}
