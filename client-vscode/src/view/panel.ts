/** One tab that shows one guide: it sends what changed, and at most thirty times a second. */

import * as vscode from 'vscode';
import { type Bodies, languageOf, NO_BODIES } from '../page/bodies';
import type { Guide, KeptGuide } from '../page/guide';
import { changesBetween } from './changes';
import { type Parts, shell } from './html';
import type { All, FromView, ToView, ViewCommand } from './messages';
import { statusOf, whereOf } from './status';

export const VIEW_TYPE = 'blockguide.guide';
export const VIEW_OPTIONS: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };
const BEAT_MS = 33;
/**
 * How long a new tab waits for first words before it says that they are to come. The first tab of a window takes
 * a third of a second by itself; words that come meanwhile cost nothing, later ones wait for the page's script.
 */
const FIRST_WORDS_MS = 500;

export interface PanelWishes {
  readonly extension: vscode.Uri;
  /** What each page is made of: read once, before the first is asked for. */
  readonly parts: Promise<Parts>;
  readonly onLines: (panel: GuidePanel, lines: { first: number; last: number }) => void;
  readonly onCommand: (panel: GuidePanel, id: ViewCommand) => void;
}

export class GuidePanel {
  private sent: Bodies = NO_BODIES;
  private sentStatus = '';
  private sentPlace: unknown = null;
  private sentHeadings: unknown = null;
  private sentKept = '';
  /** What a reload brings back: the guide as it last was whole. */
  private kept: KeptGuide | null = null;
  private isReady = false;
  private isOpen = false;
  private isGone = false;
  private beat: NodeJS.Timeout | null = null;
  private lastBeat = Number.NEGATIVE_INFINITY;
  private readonly leave: () => void;

  constructor(
    readonly guide: Guide,
    readonly webview: vscode.WebviewPanel,
    private readonly wishes: PanelWishes,
  ) {
    webview.webview.onDidReceiveMessage((message: FromView) => this.receive(message));
    webview.onDidChangeViewState(() => {
      if (!webview.visible) this.isReady = false;
    });
    const opening = setTimeout(() => this.open(), FIRST_WORDS_MS);
    const begun = () => guide.bodies.description !== '' || !guide.isWriting;
    this.leave = guide.onChange(() => {
      if (begun()) this.open();
      this.later();
    });
    if (begun()) this.open();
    webview.onDidDispose(() => {
      this.leave();
      clearTimeout(opening);
      if (this.beat !== null) clearTimeout(this.beat);
      this.isReady = false;
      this.isGone = true;
    });
    this.retitle();
  }

  /** Marks the step that tells of a documented line. */
  mark(line: number | null): void {
    if (this.isReady) this.post({ type: 'cursor', line });
  }

  private receive(message: FromView): void {
    switch (message.type) {
      case 'start':
        void this.wishes.parts.then(({ script }) => {
          if (!this.isGone) this.post({ type: 'program', script });
        });
        break;
      case 'ready':
        this.isReady = true;
        // An icon makes the editor compute the styles of its whole window again: the words come first.
        this.webview.iconPath ??= this.icon();
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

  /** Gives the tab its page. The editor takes longer to make a tab than the first words take to come: they are in it. */
  private open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    void this.wishes.parts.then(parts => {
      if (!this.isGone) this.webview.webview.html = shell(parts, this.all());
    });
  }

  private later(): void {
    this.retitle();
    // What comes after a pause is sent at once; what comes on its heels waits for the beat.
    const wait = Math.max(0, this.lastBeat + BEAT_MS - performance.now());
    this.beat ??= setTimeout(() => {
      this.beat = null;
      this.lastBeat = performance.now();
      if (this.isReady) this.sendChanges();
    }, wait);
  }

  private retitle(): void {
    const title = titleOf(this.guide);
    if (this.webview.title !== title) this.webview.title = title;
  }

  private all(): All {
    const { guide } = this;
    this.kept = guide.kept() ?? this.kept;
    return {
      type: 'all',
      language: vscode.env.language,
      written: languageOf(guide.headings),
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
      status: statusOf(guide),
      name: guide.name,
      where: whereOf(guide),
      place: guide.anchor,
      state: this.kept,
    };
  }

  private icon(): { light: vscode.Uri; dark: vscode.Uri } {
    const of = (theme: string) => vscode.Uri.joinPath(this.wishes.extension, 'media', `guide-${theme}.svg`);
    return { light: of('light'), dark: of('dark') };
  }

  private sendAll(): void {
    const { guide } = this;
    const all = this.all();
    this.post(all);
    this.sent = guide.bodies;
    this.sentStatus = JSON.stringify([all.status, all.name, all.where]);
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

export function titleOf({ name }: Guide): string {
  return vscode.l10n.t('Guide: {0}', name === '' ? vscode.l10n.t('Block') : name);
}

/** What of a guide's kept state changes when its words do not. */
function keptAs({ stage, uri, key, pinned, accepted }: Guide): string {
  return JSON.stringify([stage === 'whole', uri, key, pinned, accepted]);
}
