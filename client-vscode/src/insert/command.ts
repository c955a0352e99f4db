/** Inserts a guide as a docstring or a comment: the editor previews the change, and undoes it in one step. */

import * as vscode from 'vscode';
import { documentParams } from '../commands/arguments';
import { markKept } from '../commands/kept';
import { definitionAround } from '../lens/definitions';
import type { Guide } from '../page/guide';
import type { Service } from '../server/service';
import { codeOf, documentOf } from '../view/code';
import type { GuidePanels } from '../view/panels';
import type { Writing } from '../writing';
import { guideMeant, isCursor } from './around';
import { type Edit, type Form, findInsertion, type Refusal } from './insertion';
import { columnOf, isWanted, PREVIEW_SCHEME } from './preview';

export interface InsertParts {
  readonly panels: GuidePanels;
  readonly writing: Writing;
  readonly service: Service;
  readonly script: string;
}

/** Inserts the guide that is before the person, or that of what is selected or under the cursor, which is written first. */
export async function insertGuide(form: Form, parts: InsertParts): Promise<void> {
  const guide = await guideFor(form, parts);
  if (guide === null) return;
  const place = guide.place;
  if (guide.stage !== 'whole' || place === null) return tell(vscode.l10n.t('The guide is not whole.'));
  if (guide.isEdited) {
    return tell(vscode.l10n.t('The code has been edited since the guide was written. Write it anew first.'));
  }
  await parts.service.ready();
  const python = parts.service.launch?.interpreter ?? 'python3';
  const document = await documentOf(guide.uri);
  const { version } = document;
  const order = { text: document.getText(), lines: place, form, bodies: guide.bodies };
  const answer = await findInsertion(python, parts.script, order);
  if ('refused' in answer) return tell(refusal(answer.refused));
  if (document.version !== version) return tell(vscode.l10n.t('The code has been edited meanwhile.'));
  if (await insert(document, answer.edit, form)) guide.accept();
}

async function guideFor(form: Form, { panels, writing }: InsertParts): Promise<Guide | null> {
  if (panels.current?.webview.active === true) return panels.current.guide;
  const document = vscode.window.activeTextEditor?.document;
  const params = document?.uri.scheme === PREVIEW_SCHEME ? null : documentParams(undefined);
  if (params === null || document === undefined) return panels.current?.guide ?? null;
  const line = params.range.start.line + 1;
  const definition = isCursor(params) ? definitionAround(codeOf(document).all(), line) : null;
  const open = guideMeant(panels.guides, params, definition);
  if (open !== null) return open;
  if (form === 'comment' || definition === null) return writing.document(params);
  // Only the whole definition takes a docstring, and not the statement under the cursor.
  const at = { line: definition.line, character: definition.column };
  return writing.document({ ...params, range: { start: at, end: at } });
}

/** Makes the change if the person wants it, as one edit that is undone in one step; returns whether it was made. */
async function insert(
  document: vscode.TextDocument,
  { first, last, text }: Edit,
  form: Form,
): Promise<boolean> {
  const label =
    form === 'docstring' ? vscode.l10n.t('Insert as a docstring') : vscode.l10n.t('Insert as a comment');
  const { version } = document;
  const range = document.validateRange(new vscode.Range(first - 1, 0, Math.max(last, first - 1), 0));
  const before = document.getText();
  const after =
    before.slice(0, document.offsetAt(range.start)) + text + before.slice(document.offsetAt(range.end));
  const viewColumn = columnOf(document);
  if (!(await isWanted(document, after, label))) return false;
  if (document.version !== version) {
    tell(vscode.l10n.t('The code has been edited meanwhile.'));
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  const isMade = await vscode.workspace.applyEdit(edit);
  if (isMade) markKept();
  await vscode.window.showTextDocument(document, { preview: false, viewColumn });
  return isMade;
}

function refusal(reason: Refusal): string {
  switch (reason) {
    case 'broken':
      return vscode.l10n.t('The file has a syntax error; nothing is inserted.');
    case 'no-definition':
      return vscode.l10n.t(
        'Only a function, a class or a whole file takes a docstring. Insert a comment instead.',
      );
    case 'one-line-body':
      return vscode.l10n.t('The body stands on the line of its header, where no docstring fits.');
    case 'other-code':
      return vscode.l10n.t('The code would not be the same after it; nothing is inserted.');
    case 'failed':
      return vscode.l10n.t('The text could not be made; nothing is inserted.');
  }
}

function tell(message: string): void {
  void vscode.window.showWarningMessage(`BlockGuide: ${message}`);
}
