import * as vscode from 'vscode';

/** Tells a person something, without waiting for an answer. */
export function say(message: string): void {
  void vscode.window.showInformationMessage(`BlockGuide: ${message}`);
}
