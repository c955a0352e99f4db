/** What a command was called with: by a menu, by a link, by an action, or by nothing. */

import * as vscode from 'vscode';
import type { Guide } from '../page/guide';
import type { DocumentParams, ShowParams } from '../protocol';

/** What is to be documented: what an action names, or what is selected; null without any Python before the person. */
export function documentParams(
  argument: unknown,
  editor: vscode.TextEditor | null = vscode.window.activeTextEditor ?? null,
): DocumentParams | null {
  if (namesBlock(argument)) return { ...argument, range: plainRange(argument.range) };
  if (editor?.document.languageId !== 'python') return null;
  const { document, selection } = editor;
  return { uri: document.uri.toString(), range: plainRange(selection), version: document.version };
}

/** Whether an argument names a block. A menu hands over the tab or the file that it belongs to, which does not. */
export function namesBlock(argument: unknown): argument is DocumentParams {
  return isRecord(argument) && 'range' in argument && typeof argument['uri'] === 'string';
}

/** The block of a guide as it stands now, or as it was asked for; null where nothing of it stands. */
export async function paramsOfGuide(guide: Guide): Promise<DocumentParams | null> {
  const place = guide.place;
  if (guide.anchor !== null && place === null) return null;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(guide.uri));
  if (place === null) return guide.asked === null ? null : { ...guide.asked, version: document.version };
  const last = document.lineAt(Math.min(place.last, document.lineCount) - 1);
  const first = document.lineAt(Math.min(place.first - 1, last.lineNumber));
  return {
    uri: guide.uri,
    range: {
      start: { line: first.lineNumber, character: first.firstNonWhitespaceCharacterIndex },
      end: { line: last.lineNumber, character: last.text.length },
    },
    version: document.version,
  };
}

export function showParams(argument: unknown): ShowParams | null {
  return isRecord(argument) && typeof argument['key'] === 'string'
    ? (argument as unknown as ShowParams)
    : null;
}

/** A range as the protocol has it; a link carries the editor's own form, which is an array of two positions. */
function plainRange(range: unknown): DocumentParams['range'] {
  const [start, end] = Array.isArray(range) ? range : isRecord(range) ? [range['start'], range['end']] : [];
  return { start: position(start), end: position(end) };
}

function position(value: unknown): { line: number; character: number } {
  const { line, character } = (isRecord(value) ? value : {}) as Partial<vscode.Position>;
  return { line: Number(line ?? 0), character: Number(character ?? 0) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
