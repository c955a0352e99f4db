/** The status bar's item: idle, writing, offline or which model, or what is wrong; a click shows what can be done. */

import * as vscode from 'vscode';
import { chosenModel, writerName } from './model/chosen';
import type { Fault, Faults } from './model/faults';
import type { Service } from './server/service';
import { isDown, problemOf } from './server/state';
import type { GuidePanels } from './view/panels';

const LONGEST_NAME = 24;

interface Choice extends vscode.QuickPickItem {
  readonly command: string;
}

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'blockguide.status',
    vscode.StatusBarAlignment.Right,
    95,
  );
  private readonly subscriptions: vscode.Disposable[];
  private shown = '';

  constructor(
    private readonly service: Service,
    private readonly panels: GuidePanels,
    private readonly faults: Faults,
  ) {
    this.item.name = 'BlockGuide';
    this.item.command = 'blockguide.status';
    this.subscriptions = [
      service.onDidChange(() => this.show()),
      panels.onDidChange(() => this.show()),
      new vscode.Disposable(faults.onChange(() => this.show())),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      // A document is opened anew when its language becomes another.
      vscode.workspace.onDidOpenTextDocument(() => this.show()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('blockguide')) this.show();
      }),
      this.item,
    ];
    this.show();
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** What can be done now. */
  async ask(): Promise<void> {
    const picked = await vscode.window.showQuickPick(this.choices(), { title: `BlockGuide: ${this.told()}` });
    if (picked !== undefined) await vscode.commands.executeCommand(picked.command);
  }

  private show(): void {
    const { state } = this.service;
    const isLost = isDown(state);
    const isPython = vscode.window.activeTextEditor?.document.languageId === 'python';
    const isHidden = !isPython && !isLost && this.panels.all.length === 0;
    const isBusy = this.isWriting || state.kind === 'starting' || state.kind === 'restarting';
    const isWrong = isLost || (!isBusy && this.fault !== null);
    const icon = isWrong ? 'warning' : isBusy ? 'loading~spin' : 'book';
    const told = this.told();
    // Panels change with every word that is written; the status bar is drawn anew only for news.
    const shown = isHidden ? '' : `${icon} ${this.shortly()} ${told}`;
    if (shown === this.shown) return;
    this.shown = shown;
    if (isHidden) {
      this.item.hide();
      return;
    }
    this.item.text = `$(${icon}) BlockGuide: ${this.shortly()}`;
    this.item.tooltip = told;
    this.item.accessibilityInformation = { label: `BlockGuide: ${told}`, role: 'button' };
    this.item.backgroundColor = isWrong
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.item.show();
  }

  private get isWriting(): boolean {
    return this.panels.guides.some(guide => guide.isWriting);
  }

  /** What stands in the way of the model that is chosen. */
  private get fault(): Fault | null {
    return chosenModel() === null ? null : this.faults.current;
  }

  private told(): string {
    const { state } = this.service;
    if (isDown(state)) return problemOf(state);
    if (state.kind === 'starting' || state.kind === 'restarting') return vscode.l10n.t('Starting…');
    if (this.isWriting) return vscode.l10n.t('Writing…');
    return this.fault?.sentence ?? writerName();
  }

  /** The state in a word or two. */
  private shortly(): string {
    const { state } = this.service;
    if (state.kind === 'no-python') return vscode.l10n.t('no Python');
    if (isDown(state)) return vscode.l10n.t('stopped');
    if (state.kind === 'starting' || state.kind === 'restarting') return vscode.l10n.t('starting…');
    if (this.isWriting) return vscode.l10n.t('writing…');
    if (this.fault !== null) return shortFault(this.fault);
    return shortened(chosenModel() ?? vscode.l10n.t('offline'));
  }

  private choices(): Choice[] {
    const { state } = this.service;
    const showLog = choice('output', vscode.l10n.t('Show log'), 'showLog');
    const choices: (Choice | null)[] = [
      this.isWriting ? choice('debug-stop', vscode.l10n.t('Stop writing'), 'stop') : null,
      state.kind === 'no-python'
        ? choice('settings-gear', vscode.l10n.t('Choose the Python interpreter'), 'chooseInterpreter')
        : null,
      ...(this.fault === null ? [] : [...remedies(this.fault), showLog]),
      choice('edit', vscode.l10n.t('Choose the writer'), 'chooseWriter', writerName()),
      choice(
        'debug-restart',
        vscode.l10n.t('Restart'),
        'restart',
        'version' in state ? `Python ${state.version}` : '',
      ),
      this.fault === null ? showLog : null,
      choice('trash', vscode.l10n.t('Clear the cache'), 'clearCache'),
      choice('bug', vscode.l10n.t('Report a problem'), 'report'),
    ];
    return choices.filter(each => each !== null);
  }
}

/** What stands in the model's way, in a word or two. */
function shortFault({ code }: Fault): string {
  switch (code) {
    case 'packages':
      return vscode.l10n.t('packages missing');
    case 'key':
      return vscode.l10n.t('key not accepted');
    case 'budget':
      return vscode.l10n.t('daily limit reached');
    default:
      return vscode.l10n.t('model failed');
  }
}

/** What can be done about it, the likeliest first. */
function remedies({ code }: Fault): Choice[] {
  if (code === 'packages') {
    return [choice('cloud-download', vscode.l10n.t('Install the packages for a model'), 'installPackages')];
  }
  const key = choice('key', vscode.l10n.t('Set the API key'), 'setKey');
  const settings = choice('settings-gear', vscode.l10n.t('Open the settings of the model'), 'modelSettings');
  return code === 'key' || code === 'forbidden' ? [key, settings] : [settings];
}

/** A name that leaves room for others in the status bar: of a path its end. */
function shortened(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1) || name;
  return last.length <= LONGEST_NAME ? last : `${last.slice(0, LONGEST_NAME - 1)}…`;
}

function choice(icon: string, label: string, command: string, description = ''): Choice {
  return { label: `$(${icon}) ${label}`, description, command: `blockguide.${command}` };
}
