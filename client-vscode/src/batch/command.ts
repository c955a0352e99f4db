/** "Write guides for…": the batch over files and folders of the Explorer, with its progress. */

import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { offerFile } from '../commands/editor';
import { markKept } from '../commands/kept';
import { say } from '../commands/say';
import { words } from '../server/environment';
import type { Service } from '../server/service';
import { choiceOf } from './choice';
import { type BatchEnd, batchEnd, batchStep } from './output';
import { sourcesOf } from './sources';

const FOLDER = 'guides';

const running = new Set<ChildProcess>();

/** Ends the batches that run. */
export const batches: vscode.Disposable = {
  dispose: () => {
    for (const child of running) child.kill();
  },
};

export async function writeBatch(
  service: Service,
  channel: vscode.LogOutputChannel,
  clicked: unknown,
  selected: unknown,
): Promise<void> {
  const sources = await sourcesOf(clicked, selected);
  const home = sources[0] === undefined ? undefined : vscode.workspace.getWorkspaceFolder(sources[0]);
  if (home === undefined) {
    const told = vscode.l10n.t('Choose a file or folder of the workspace.');
    return sources.length === 0 ? offerFile(told) : say(told);
  }
  const each = await chooseEach();
  if (each === undefined) return;
  const out = await chooseFolder(home.uri);
  if (out === undefined) return;
  await service.ready();
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
  const title = vscode.l10n.t('Writing guides');
  const end = await vscode.window.withProgress({ ...options, title }, (progress, token) =>
    run(service, channel, sources, out, each, progress, token),
  );
  if (end.kind === 'done' && end.pages === 0) return say(emptiness(each));
  await tellEnd(end, out, channel);
}

type End = BatchEnd | { readonly kind: 'cancelled' };

function run(
  service: Service,
  channel: vscode.LogOutputChannel,
  sources: readonly vscode.Uri[],
  out: vscode.Uri,
  each: string,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<End> {
  const { launch } = service;
  if (launch === null) return Promise.resolve({ kind: 'failed' });
  const paths = sources.map(uri => uri.fsPath);
  const settings = vscode.workspace.getConfiguration('blockguide', sources[0]);
  const choice = choiceOf(name => ({
    now: settings.get(name),
    usual: settings.inspect(name)?.defaultValue,
  }));
  const args = words('batch', ...paths, '--out', out.fsPath, '--each', each, ...choice.options);
  const child = spawn(launch.interpreter, args, {
    cwd: tmpdir(),
    env: { ...service.environment(), ...choice.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  token.onCancellationRequested(() => child.kill());
  let before = 0;
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      const step = batchStep(line);
      channel.info(`batch: ${line}`);
      if (stream === child.stdout) last = line;
      if (step === null) return;
      progress.report({
        message: `${step.done}/${step.all} ${step.page}`,
        increment: ((step.done - before) / step.all) * 100,
      });
      before = step.done;
    });
  }
  return new Promise<End>(resolve => {
    child.on('error', () => resolve({ kind: 'failed' }));
    child.on('close', code =>
      resolve(token.isCancellationRequested ? { kind: 'cancelled' } : batchEnd(code, last)),
    );
  }).finally(() => running.delete(child));
}

/** Why a batch has no pages. */
function emptiness(each: string): string {
  return each === 'module'
    ? vscode.l10n.t('No guide is written: there is no Python file there.')
    : vscode.l10n.t('No guide is written: there is no function and no class there.');
}

async function tellEnd(end: End, out: vscode.Uri, channel: vscode.LogOutputChannel): Promise<void> {
  if (end.kind === 'cancelled') return;
  const log = vscode.l10n.t('Show log');
  if (end.kind === 'failed') {
    const failed = vscode.l10n.t('BlockGuide: The guides could not be written.');
    if ((await vscode.window.showErrorMessage(failed, log)) === log) channel.show();
    return;
  }
  markKept();
  const open = vscode.l10n.t('Open the index');
  const place = vscode.workspace.asRelativePath(out);
  const told =
    end.failed === 0
      ? vscode.l10n.t('BlockGuide: The guides are written to {0}.', place)
      : vscode.l10n.t(
          'BlockGuide: The guides are written to {0}, but not all: {1} failed.',
          place,
          end.failed,
        );
  const picked = await (end.failed === 0
    ? vscode.window.showInformationMessage(told, open)
    : vscode.window.showWarningMessage(told, open, log));
  if (picked === log) channel.show();
  if (picked !== open) return;
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(out, 'index.md'));
}

async function chooseEach(): Promise<string | undefined> {
  const choices = [
    { label: vscode.l10n.t('One guide for each file'), value: 'module' },
    { label: vscode.l10n.t('One guide for each function and class'), value: 'definition' },
  ];
  return (await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Write guides for…') }))?.value;
}

async function chooseFolder(home: vscode.Uri): Promise<vscode.Uri | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Write guides for…'),
    prompt: vscode.l10n.t(
      'The folder that the pages go to, inside the workspace. Pages that stand and hold are kept.',
    ),
    value: FOLDER,
    validateInput: value =>
      value.trim() === '' || /^[/\\~]|(^|[/\\])\.\.([/\\]|$)|:/.test(value)
        ? vscode.l10n.t('A folder inside the workspace, such as `guides`.')
        : null,
  });
  return name === undefined ? undefined : vscode.Uri.joinPath(home, name.trim());
}
