/** Shows a change as the editor's own diff, whose title bar has the buttons that make it and leave it. */

import * as vscode from 'vscode';

export const PREVIEW_SCHEME = 'blockguide-preview';

interface Preview {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly answer: (isWanted: boolean) => void;
}

/** The one preview that waits for its answer. */
let shown: Preview | null = null;
let count = 0;

/** How long a diff is held to be opening. */
const OPENING_MS = 1_000;

export const previewTexts: vscode.TextDocumentContentProvider = {
  provideTextDocumentContent: uri => (shown?.uri.toString() === uri.toString() ? shown.text : ''),
};

/** Answers the preview that is shown: the change is to be made, or left. */
export function answerPreview(isWanted: boolean): void {
  shown?.answer(isWanted);
}

/** Whether the person wants the change; an older preview is left, and the diff is closed after the answer. */
export async function isWanted(
  document: vscode.TextDocument,
  after: string,
  label: string,
): Promise<boolean> {
  answerPreview(false);
  count += 1;
  // The editor keeps the text of an address that it has shown.
  const query = String(count);
  const uri = document.uri.with({ scheme: PREVIEW_SCHEME, authority: '', fragment: '', query });
  const answered = new Promise<boolean>(answer => {
    shown = { uri, text: after, answer };
  });
  const preview = shown;
  const closings = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
    if (closed.some(tab => shows(tab, uri))) preview?.answer(false);
  });
  try {
    const name = document.uri.path.split('/').pop() ?? '';
    const options = { preview: false, viewColumn: columnOf(document) };
    const show = () =>
      vscode.commands.executeCommand('vscode.diff', document.uri, uri, `${name}: ${label}`, options);
    await show();
    const focus = holdFocus(uri, show);
    return await answered.finally(() => focus.dispose());
  } finally {
    closings.dispose();
    if (shown === preview) shown = null;
    await close(uri);
  }
}

/** The column of the code, so that a guide beside it stays in sight. */
export function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const editor = vscode.window.visibleTextEditors.find(each => each.document === document);
  return editor?.viewColumn ?? vscode.ViewColumn.One;
}

/**
 * Shows the diff again while it opens and another group has the focus: a guide that gave the focus to the
 * palette takes it back late, and only the group with the focus has buttons in its title bar.
 */
function holdFocus(uri: vscode.Uri, show: () => unknown): vscode.Disposable {
  const hold = () => {
    const group = vscode.window.tabGroups.all.find(({ activeTab }) => activeTab && shows(activeTab, uri));
    if (group?.isActive === false) show();
  };
  const changes = vscode.window.tabGroups.onDidChangeTabGroups(hold);
  setTimeout(() => changes.dispose(), OPENING_MS);
  hold();
  return changes;
}

function shows({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  return input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString();
}

async function close(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  const ours = tabs.filter(tab => shows(tab, uri));
  if (ours.length > 0) await vscode.window.tabGroups.close(ours, true);
}
