/** The line under a guide's title: how far it is, what is wrong, and what can be done. */

import * as vscode from 'vscode';
import type { Guide } from '../page/guide';
import type { Action, Status, ViewCommand } from './messages';

export function statusOf(guide: Guide): Status {
  switch (guide.stage) {
    case 'reading':
      return {
        tone: 'busy',
        text: vscode.l10n.t('Reading the block…'),
        detail: guide.notice,
        actions: [stop()],
      };
    case 'writing':
      return { tone: 'busy', text: vscode.l10n.t('Writing…'), detail: guide.notice, actions: [stop()] };
    case 'cancelled':
      return {
        tone: 'warning',
        text: vscode.l10n.t('Stopped before it was whole.'),
        detail: '',
        actions: [anew()],
      };
    case 'failed':
      return { tone: 'error', text: guide.problem, detail: guide.advice, actions: remedies(guide) };
    case 'whole':
      return wholeStatus(guide);
  }
}

function remedies({ lacksPython }: Guide): Action[] {
  if (!lacksPython) return [anew(), log()];
  return [action('chooseInterpreter', vscode.l10n.t('Choose an interpreter')), anew(), log()];
}

function wholeStatus(guide: Guide): Status {
  if (guide.isEdited) {
    const text = vscode.l10n.t('Stale: the code has been edited since.');
    return { tone: 'warning', text, detail: '', actions: [anew()] };
  }
  if (guide.reasons.length > 0) {
    const text = vscode.l10n.t('Stale: what it rests on is another.');
    return { tone: 'warning', text, detail: sentences(guide.reasons), actions: [anew()] };
  }
  const text = [writerOf(guide), guide.notice].filter(each => each !== '').join(' ');
  if (guide.findings.length === 0) return { tone: 'calm', text, detail: '', actions: [] };
  const found = vscode.l10n.t('Checked, and this was found: {0}', sentences(guide.findings));
  return { tone: 'calm', text, detail: found, actions: [anew()] };
}

function writerOf(guide: Guide): string {
  if (guide.writer === '') return '';
  if (guide.writer === 'offline') {
    return guide.cached
      ? vscode.l10n.t('Written offline, kept from earlier.')
      : vscode.l10n.t('Written offline.');
  }
  return guide.cached
    ? vscode.l10n.t('Written by {0}, kept from earlier.', guide.model)
    : vscode.l10n.t('Written by {0}.', guide.model);
}

function sentences(parts: readonly string[]): string {
  return parts.map(each => (/[.!?]$/.test(each) ? each : `${each}.`)).join(' ');
}

/** Where the block stands: `settings.py, lines 3–17`. */
export function whereOf(guide: Guide): string {
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(guide.uri));
  const place = guide.place;
  if (place === null) return path;
  return place.first === place.last
    ? vscode.l10n.t('{0}, line {1}', path, place.first)
    : vscode.l10n.t('{0}, lines {1}–{2}', path, place.first, place.last);
}

function stop(): Action {
  return action('stop', vscode.l10n.t('Stop'));
}

function anew(): Action {
  return action('anew', vscode.l10n.t('Write anew'));
}

function log(): Action {
  return action('showLog', vscode.l10n.t('Show log'));
}

function action(id: ViewCommand, label: string): Action {
  return { id, label };
}
