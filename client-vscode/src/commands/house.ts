/** The commands about the server and the extension itself: restart, log, interpreter, cache, report. */

import { release } from 'node:os';
import * as vscode from 'vscode';
import { type ClearAnswer, COMMAND_CLEAR_CACHE } from '../protocol';
import type { Service } from '../server/service';
import { problemOf, type ServiceProblem } from '../server/state';
import { settingOf } from '../value';
import { reportBody } from './report';

export async function restart(service: Service): Promise<void> {
  await service.restart();
  const { state } = service;
  if (state.kind !== 'running') explain(service);
  else vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('BlockGuide is started anew.')}`, 3000);
}

/** Moves to the interpreter that was just named; says so where it will not do. */
export async function takeInterpreter(service: Service): Promise<void> {
  await service.reconsider();
  explainStart(service);
}

/** Says why a start came to nothing, unless it is tried again by itself. */
export function explainStart(service: Service): void {
  const { kind } = service.state;
  if (kind === 'no-python' || kind === 'failed') explain(service);
}

/** Says what is wrong, with a button for what can be done. */
export function explain(service: Service, problem?: ServiceProblem): void {
  const { state } = service;
  const message = `BlockGuide: ${problem?.message ?? problemOf(state)}`;
  const buttons =
    state.kind === 'no-python'
      ? [
          { title: vscode.l10n.t('Choose an interpreter'), command: 'blockguide.chooseInterpreter' },
          { title: vscode.l10n.t('Get Python'), command: '' },
        ]
      : [
          { title: vscode.l10n.t('Restart'), command: 'blockguide.restart' },
          { title: vscode.l10n.t('Show log'), command: 'blockguide.showLog' },
        ];
  void vscode.window.showErrorMessage(message, ...buttons).then(async picked => {
    if (picked === undefined) return;
    if (picked.command !== '') await vscode.commands.executeCommand(picked.command);
    else await vscode.env.openExternal(vscode.Uri.parse('https://www.python.org/downloads/'));
  });
}

export async function chooseInterpreter(): Promise<void> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose a Python, 3.11 or newer'),
    openLabel: vscode.l10n.t('Choose'),
    canSelectMany: false,
  });
  const chosen = picked?.[0]?.fsPath;
  if (chosen === undefined) return;
  const settings = vscode.workspace.getConfiguration('blockguide');
  await settings.update('interpreter', chosen, vscode.ConfigurationTarget.Global);
}

export async function clearCache(service: Service): Promise<void> {
  const yes = vscode.l10n.t('Clear');
  const question = vscode.l10n.t('Remove all kept guides of all projects?');
  if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) !== yes) return;
  const client = await service.ready();
  const answer = await client.sendRequest<ClearAnswer>('workspace/executeCommand', {
    command: COMMAND_CLEAR_CACHE,
  });
  const removed = vscode.l10n.t('BlockGuide: Guides removed: {0}.', answer.removed);
  void vscode.window.showInformationMessage(removed);
}

/** Opens a report with what is known of the surroundings: an issue where the project has a place for it, else a page. */
export async function report(service: Service, extension: vscode.Extension<unknown>): Promise<void> {
  const { state } = service;
  const { version, bugs } = extension.packageJSON as { version: string; bugs?: { url: string } };
  const known = {
    version,
    editor: `${vscode.env.appName} ${vscode.version}, ${vscode.env.remoteName ?? 'local'}`,
    system: `${process.platform} ${release()}`,
    python: state.kind === 'running' ? state.version : state.kind,
    writer: settingOf(vscode.workspace.getConfiguration('blockguide'), 'writer', 'auto'),
  };
  const body = reportBody(known, {
    happened: vscode.l10n.t('What happened'),
    expected: vscode.l10n.t('What you expected'),
    surroundings: vscode.l10n.t('Surroundings'),
  });
  if (bugs !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(`${bugs.url}/new?body=${encodeURIComponent(body)}`));
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: body });
  await vscode.window.showTextDocument(document);
}
