/** A request that waits for its server: its range follows the edits of its document. */

import * as vscode from 'vscode';
import { pushed } from '../page/pushed';
import type { DocumentParams } from '../protocol';
import { openDocument } from './code';

export class Pending implements vscode.Disposable {
  private readonly edits: vscode.Disposable;

  constructor(private params: DocumentParams) {
    this.edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.toString() !== params.uri) return;
      // The editor tells several edits of one change from the end of the text to its beginning: one moves no other.
      const { start, end } = this.params.range;
      const range = { start: contentChanges.reduce(pushed, start), end: contentChanges.reduce(pushed, end) };
      this.params = { ...this.params, range };
    });
  }

  /** What is asked for, in the document as it is now. */
  now(): DocumentParams {
    const version = openDocument(this.params.uri)?.version;
    return this.params.version === undefined || version === undefined
      ? this.params
      : { ...this.params, version };
  }

  dispose(): void {
    this.edits.dispose();
  }
}
