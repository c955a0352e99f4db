/** What a command was called with: by a menu, by a link, by an action, or by nothing. */

import * as vscode from 'vscode';
import { definitions } from '../lens/definitions';
import type { Lines } from '../page/anchor';
import type { Guide } from '../page/guide';
import type { DocumentParams, ShowParams } from '../protocol';
import { codeOf, documentOf } from '../view/code';

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

/** The block of a guide as it stands now, or as it was asked for.
 *
 * @throws Error in words for a person: the file is not there, or nothing of the block stands in it.
 */
export async function paramsOfGuide(guide: Guide): Promise<DocumentParams> {
  const document = await documentOf(guide.uri);
  if (guide.anchor === null && guide.asked !== null) return { ...guide.asked, version: document.version };
  const place = guide.place ?? definitionOf(guide, document);
  if (place === null) throw new Error(vscode.l10n.t('The block of this guide is not in its file any more.'));
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

/** The header of the only definition that has the guide's name. */
function definitionOf({ name }: Guide, document: vscode.TextDocument): Lines | null {
  const own = name.split('.').pop();
  const same = definitions(codeOf(document).all()).filter(each => each.name === own);
  const [only] = same;
  return only === undefined || same.length > 1 ? null : { first: only.line + 1, last: only.line + 1 };
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
