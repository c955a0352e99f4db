/** "Choose the writer": offline or a model; a model's packages are installed once, after a question. */

import * as vscode from 'vscode';
import { type Extras, NoPip, type Python } from '../server/extras';
import type { Service } from '../server/service';
import { SERVER_SETTINGS } from '../settings';

export async function chooseWriter(
  service: Service,
  extras: Extras,
  channel: vscode.LogOutputChannel,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration('blockguide');
  if (!SERVER_SETTINGS.includes('writer')) {
    const told = vscode.l10n.t('BlockGuide: This version writes offline, from the code alone.');
    void vscode.window.showInformationMessage(told);
    return;
  }
  const choices = [
    {
      label: vscode.l10n.t('Offline'),
      detail: vscode.l10n.t('From the code alone. Nothing leaves this machine.'),
      value: 'offline',
    },
    {
      label: vscode.l10n.t('Offline at once, then a model over it'),
      detail: vscode.l10n.t('An endpoint that speaks the OpenAI protocol, such as one on this machine.'),
      value: 'auto',
    },
    {
      label: vscode.l10n.t('A model, word by word'),
      detail: vscode.l10n.t('Where it fails, the offline guide takes its place.'),
      value: 'model',
    },
  ];
  const picked = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Choose the writer') });
  if (picked === undefined) return;
  const isModel = picked.value !== 'offline';
  if (isModel && !(await hasPackages(service, extras)) && !(await install(service, extras, channel))) return;
  await settings.update('writer', picked.value, vscode.ConfigurationTarget.Global);
  if (isModel) await showModelSettings();
}

export async function showModelSettings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:blockguide.blockguide model');
}

/** Whether the Python that runs the server has what a model needs, without the extension's installing it. */
async function hasPackages(service: Service, extras: Extras): Promise<boolean> {
  await service.ready();
  const { state, launch } = service;
  if (state.kind !== 'running' || launch === null) return false;
  return extras.areKnownTo({ executable: state.python, version: state.version }, launch.env);
}

/** Whether a model's packages are there, now or already; a server that lacked them has them then. */
export async function install(
  service: Service,
  extras: Extras,
  channel: vscode.LogOutputChannel,
): Promise<boolean> {
  await service.ready();
  const { state } = service;
  if (state.kind !== 'running') return false;
  if (!extras.has(state.version) && !(await isWanted())) return false;
  return fetchPackages(service, extras, channel);
}

async function isWanted(): Promise<boolean> {
  const yes = vscode.l10n.t('Install');
  const question = vscode.l10n.t('Install the packages that writing with a model needs?');
  const detail = vscode.l10n.t(
    'They come from PyPI and go to a folder of the extension; your environments stay as they are.',
  );
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, yes)) === yes;
}

/** Offers them once in a window, beside the work, where a guide was to be a model's and they are missing. */
export function packagesOffer(
  service: Service,
  extras: Extras,
  channel: vscode.LogOutputChannel,
): (then: () => unknown) => Promise<void> {
  let isMade = false;
  return async then => {
    if (isMade) return;
    isMade = true;
    const yes = vscode.l10n.t('Install');
    const told = vscode.l10n.t('BlockGuide: The packages that writing with a model needs are not installed.');
    if ((await vscode.window.showInformationMessage(told, yes)) !== yes) return;
    if (await fetchPackages(service, extras, channel)) await then();
  };
}

/** Starts the server anew with the packages, which another window may have installed; returns whether they are there. */
async function fetchPackages(
  service: Service,
  extras: Extras,
  channel: vscode.LogOutputChannel,
): Promise<boolean> {
  const { state } = service;
  if (state.kind !== 'running') return false;
  const python = { executable: state.python, version: state.version };
  if (!extras.has(state.version) && !(await download(python, extras, channel))) return false;
  await service.restart();
  return true;
}

/** Whether the packages for a Python came; a person is told why they did not. */
async function download(python: Python, extras: Extras, channel: vscode.LogOutputChannel): Promise<boolean> {
  const title = vscode.l10n.t('Installing the packages for a model');
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  const abort = new AbortController();
  try {
    await vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => abort.abort());
      return extras.install(python, abort.signal);
    });
  } catch (error) {
    if (!abort.signal.aborted) tellFailure(error, python.executable, channel);
    return false;
  }
  return true;
}

/** Says why they could not be installed, and what helps where that is known. */
function tellFailure(error: unknown, python: string, channel: vscode.LogOutputChannel): void {
  const why = error instanceof Error ? error.message : String(error);
  channel.error(`pip: ${why}`);
  if (!(error instanceof NoPip)) {
    const told = vscode.l10n.t('BlockGuide: The packages could not be installed: {0}', why);
    void vscode.window.showErrorMessage(told);
    return;
  }
  const choose = vscode.l10n.t('Choose an interpreter');
  const told = vscode.l10n.t(
    'BlockGuide: The packages could not be installed: `{0}` has no pip. On Debian and Ubuntu the package python3-pip brings it; or choose another Python.',
    python,
  );
  void vscode.window.showErrorMessage(told, choose).then(picked => {
    if (picked === choose) void vscode.commands.executeCommand('blockguide.chooseInterpreter');
  });
}
