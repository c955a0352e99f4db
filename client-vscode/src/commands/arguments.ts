/** What a command was called with: by a menu, by a link, by an action, or by nothing. */

import * as vscode from 'vscode';
import type { DocumentParams, ShowParams } from '../protocol';

/** What is to be documented: what an action names, or what is selected; null without any Python before the person. */
export function documentParams(argument: unknown): DocumentParams | null {
  if (isRecord(argument) && 'range' in argument && typeof argument['uri'] === 'string') {
    return { ...(argument as unknown as DocumentParams), range: plainRange(argument['range']) };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'python') return null;
  const { document, selection } = editor;
  return { uri: document.uri.toString(), range: plainRange(selection), version: document.version };
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
