/** The documents that guides are about. */

import * as vscode from 'vscode';
import type { Lines } from '../page/anchor';
import type { Code } from '../page/search';

const LINE_END = /\r\n|\r|\n/;

/** A document as guides compare it. */
export function codeOf(document: vscode.TextDocument): Code {
  return {
    between: lines => linesOf(document, lines),
    all: () => document.getText().split(LINE_END),
  };
}

/** The open document of an address. */
export function openDocument(address: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(each => each.uri.toString() === address);
}

/** A document that is open, or that can be opened without making one.
 *
 * @throws Error in words for a person.
 */
export async function documentOf(address: string): Promise<vscode.TextDocument> {
  const open = openDocument(address);
  if (open !== undefined) return open;
  const uri = vscode.Uri.parse(address);
  try {
    // An untitled document would be made anew, and be empty.
    if (uri.scheme !== 'untitled') return await vscode.workspace.openTextDocument(uri);
  } catch {
    // Told below.
  }
  const path = vscode.workspace.asRelativePath(uri);
  throw new Error(vscode.l10n.t('The file of this guide is not there any more: {0}', path));
}

/** Whole lines of a document, without the last one's end; each ends in one line feed. */
export function linesOf(document: vscode.TextDocument, { first, last }: Lines): string {
  const end = Math.min(last, document.lineCount);
  if (first > end) return '';
  const range = new vscode.Range(first - 1, 0, end - 1, document.lineAt(end - 1).text.length);
  return document.getText(range).replace(/\r\n?/g, '\n');
}
