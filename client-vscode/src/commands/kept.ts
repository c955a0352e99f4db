import * as vscode from 'vscode';

/** Tells the walkthrough that a guide was kept: inserted, or written to a folder. */
export function markKept(): void {
  void vscode.commands.executeCommand('setContext', 'blockguide.kept', true);
}
