/** Shows a change as the editor's own diff, and asks whether it is to be made. */

import * as vscode from 'vscode';

export const PREVIEW_SCHEME = 'blockguide-preview';

/** The texts after a change, by the path of their page. */
const texts = new Map<string, string>();

export const previewTexts: vscode.TextDocumentContentProvider = {
  provideTextDocumentContent: uri => texts.get(uri.path) ?? '',
};

/** Whether the person wants the change; the diff is closed after the answer. */
export async function isWanted(
  document: vscode.TextDocument,
  after: string,
  label: string,
): Promise<boolean> {
  const uri = document.uri.with({ scheme: PREVIEW_SCHEME, authority: '', fragment: '', query: '' });
  texts.set(uri.path, after);
  try {
    const name = document.uri.path.split('/').pop() ?? '';
    const options = { preview: true, viewColumn: columnOf(document) };
    await vscode.commands.executeCommand('vscode.diff', document.uri, uri, `${name}: ${label}`, options);
    const insert = vscode.l10n.t('Insert');
    const question = vscode.l10n.t('Insert the guide as it is shown?');
    const answer = await vscode.window.showInformationMessage(question, insert, vscode.l10n.t('Cancel'));
    return answer === insert;
  } finally {
    texts.delete(uri.path);
    await close(uri);
  }
}

/** The column of the code, so that a guide beside it stays in sight. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find(each => each.document === document);
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}

async function close(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  const ours = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
  );
  await vscode.window.tabGroups.close(ours, true);
}
