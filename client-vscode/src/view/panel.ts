/** One tab that shows one guide: it sends what changed, and at most thirty times a second. */

import * as vscode from 'vscode';
import { type Bodies, NO_BODIES } from '../page/bodies';
import type { Guide } from '../page/guide';
import { changesBetween } from './changes';
import { shell } from './html';
import type { FromView, ToView, ViewCommand } from './messages';
import { statusOf, whereOf } from './status';

export const VIEW_TYPE = 'blockguide.guide';
const BEAT_MS = 33;

export interface PanelWishes {
  readonly extension: vscode.Uri;
  readonly onLines: (panel: GuidePanel, lines: { first: number; last: number }) => void;
  readonly onCommand: (panel: GuidePanel, id: ViewCommand) => void;
}

export class GuidePanel {
  private sent: Bodies = NO_BODIES;
  private sentStatus = '';
  private sentPlace: unknown = null;
  private sentHeadings: unknown = null;
  private sentKept = '';
  private isReady = false;
  private beat: NodeJS.Timeout | null = null;
  private readonly leave: () => void;

  constructor(
    readonly guide: Guide,
    readonly webview: vscode.WebviewPanel,
    private readonly wishes: PanelWishes,
  ) {
    const media = vscode.Uri.joinPath(wishes.extension, 'dist');
    webview.webview.options = { enableScripts: true, localResourceRoots: [media] };
    webview.iconPath = vscode.Uri.joinPath(wishes.extension, 'media', 'guide.svg');
    webview.webview.html = shell({
      source: webview.webview.cspSource,
      script: String(webview.webview.asWebviewUri(vscode.Uri.joinPath(media, 'view.js'))),
      style: String(webview.webview.asWebviewUri(vscode.Uri.joinPath(media, 'view.css'))),
      language: vscode.env.language,
    });
    webview.webview.onDidReceiveMessage((message: FromView) => this.receive(message));
    webview.onDidChangeViewState(() => {
      if (!webview.visible) this.isReady = false;
    });
    this.leave = guide.onChange(() => this.later());
    webview.onDidDispose(() => {
      this.leave();
      if (this.beat !== null) clearTimeout(this.beat);
      this.isReady = false;
    });
    this.retitle();
  }

  /** Marks the step that tells of a documented line. */
  mark(line: number | null): void {
    if (this.isReady) this.post({ type: 'cursor', line });
  }

  private receive(message: FromView): void {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.sendAll();
        break;
      case 'lines':
        this.wishes.onLines(this, message);
        break;
      case 'command':
        this.wishes.onCommand(this, message.id);
        break;
    }
  }

  private later(): void {
    this.retitle();
    this.beat ??= setTimeout(() => {
      this.beat = null;
      if (this.isReady) this.sendChanges();
    }, BEAT_MS);
  }

  private retitle(): void {
    const name = this.guide.name === '' ? vscode.l10n.t('Block') : this.guide.name;
    const title = vscode.l10n.t('Guide: {0}', name);
    if (this.webview.title !== title) this.webview.title = title;
  }

  private sendAll(): void {
    const { guide } = this;
    const status = statusOf(guide);
    const where = whereOf(guide);
    this.post({
      type: 'all',
      language: vscode.env.language,
      words: {
        lines: vscode.l10n.t('Show lines {0} to {1}'),
        line: vscode.l10n.t('Show line {0}'),
        gone: vscode.l10n.t('These lines are gone'),
        copy: vscode.l10n.t('Copy'),
        copied: vscode.l10n.t('Copied'),
        empty: '',
      },
      title: guide.headings.title,
      headings: guide.headings,
      bodies: guide.bodies,
      status,
      name: guide.name,
      where,
      place: guide.anchor,
      state: guide.kept(),
    });
    this.sent = guide.bodies;
    this.sentStatus = JSON.stringify([status, guide.name, where]);
    this.sentPlace = guide.anchor;
    this.sentHeadings = guide.headings;
    this.sentKept = keptAs(guide);
  }

  private sendChanges(): void {
    const { guide } = this;
    // What a reload brings back is the last state that was sent: a whole guide is sent once as a whole.
    const isNew = guide.stage === 'whole' && (guide.bodies !== this.sent || keptAs(guide) !== this.sentKept);
    if (guide.headings !== this.sentHeadings || isNew) {
      this.sendAll();
      return;
    }
    const changes = changesBetween(this.sent, guide.bodies);
    if (changes.length > 0) this.post({ type: 'grow', changes });
    this.sent = guide.bodies;
    if (guide.anchor !== this.sentPlace && guide.anchor !== null)
      this.post({ type: 'place', place: guide.anchor });
    this.sentPlace = guide.anchor;
    const status = statusOf(guide);
    const where = whereOf(guide);
    const told = JSON.stringify([status, guide.name, where]);
    if (told !== this.sentStatus) this.post({ type: 'status', status, name: guide.name, where });
    this.sentStatus = told;
  }

  private post(message: ToView): void {
    void this.webview.webview.postMessage(message);
  }
}

/** What of a guide's kept state changes when its words do not. */
function keptAs({ stage, key, pinned }: Guide): string {
  return JSON.stringify([stage === 'whole', key, pinned]);
}
