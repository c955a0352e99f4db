/** The open guides: one tab a block, unless it is pinned; the one that commands are about; tabs after a reload. */

import * as vscode from 'vscode';
import type { Lines } from '../page/anchor';
import { headingsFor } from '../page/bodies';
import { Guide, type KeptGuide } from '../page/guide';
import type { DocumentParams } from '../protocol';
import { GuidePanel, type PanelWishes, titleOf, VIEW_OPTIONS, VIEW_TYPE } from './panel';

const BEAT_MS = 200;

export class GuidePanels implements vscode.WebviewPanelSerializer<{ guide?: KeptGuide }>, vscode.Disposable {
  private readonly open = new Set<GuidePanel>();
  private last: GuidePanel | null = null;
  private beat: NodeJS.Timeout | null = null;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly closings = new vscode.EventEmitter<Guide>();

  /** A guide came, went, grew or moved; told at most once a beat. */
  readonly onDidChange = this.changes.event;
  readonly onDidClose = this.closings.event;

  constructor(private readonly wishes: PanelWishes) {}

  get guides(): Guide[] {
    return [...this.open].map(panel => panel.guide);
  }

  get all(): readonly GuidePanel[] {
    return [...this.open];
  }

  /** The guide whose tab is before the person, or was last. */
  get current(): GuidePanel | null {
    return [...this.open].find(panel => panel.webview.active) ?? this.last;
  }

  /** The guide that may be written over by what is asked for. */
  find(params: DocumentParams): Guide | null {
    return this.guides.find(guide => !guide.pinned && guide.isMeantBy(params)) ?? null;
  }

  /** Shows a guide in its tab, which is made beside the code if there is none; the cursor stays in the code. */
  show(guide: Guide): void {
    const panel = [...this.open].find(each => each.guide === guide);
    if (panel !== undefined) {
      panel.webview.reveal(undefined, true);
      this.last = panel;
      return;
    }
    const column = [...this.open].find(each => each.webview.visible)?.webview.viewColumn;
    const place = { viewColumn: column ?? vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { ...VIEW_OPTIONS, enableFindWidget: true };
    const made = vscode.window.createWebviewPanel(VIEW_TYPE, titleOf(guide), place, options);
    this.take(new GuidePanel(guide, made, this.wishes));
  }

  close(guide: Guide): void {
    [...this.open].find(each => each.guide === guide)?.webview.dispose();
  }

  async deserializeWebviewPanel(
    webview: vscode.WebviewPanel,
    state: { guide?: KeptGuide } | null,
  ): Promise<void> {
    const kept = state?.guide;
    // The window was closed before the guide was whole: there is nothing to bring back.
    if (kept === undefined || kept === null || kept.page === '') {
      webview.dispose();
      return;
    }
    webview.webview.options = VIEW_OPTIONS;
    const guide = new Guide(kept.uri, headingsFor('en'));
    guide.name = kept.name;
    guide.key = kept.key;
    guide.cached = true;
    guide.pinned = kept.pinned;
    guide.setPage(kept.page);
    if (kept.lines !== null) {
      guide.settle(kept.lines, kept.text);
      guide.currentText = await textNow(kept);
    }
    guide.end('whole');
    this.take(new GuidePanel(guide, webview, this.wishes));
  }

  dispose(): void {
    for (const panel of this.open) panel.webview.dispose();
    if (this.beat !== null) clearTimeout(this.beat);
    this.changes.dispose();
    this.closings.dispose();
  }

  private take(panel: GuidePanel): void {
    this.open.add(panel);
    this.last = panel;
    const leave = panel.guide.onChange(() => this.changed());
    panel.webview.onDidChangeViewState(() => {
      if (panel.webview.active) this.last = panel;
      this.changed();
    });
    panel.webview.onDidDispose(() => {
      leave();
      this.open.delete(panel);
      if (this.last === panel) this.last = [...this.open].pop() ?? null;
      panel.guide.stop?.();
      this.closings.fire(panel.guide);
      this.changed();
    });
    this.changed();
  }

  /** What goes by a guide waits a beat: while a tab opens, the editor has its hands full. */
  private changed(): void {
    this.beat ??= setTimeout(() => {
      this.beat = null;
      this.tell();
    }, BEAT_MS);
  }

  private tell(): void {
    const guide = this.current?.guide;
    setContext('blockguide.guide.writing', guide?.isWriting === true);
    setContext('blockguide.guide.whole', guide?.stage === 'whole');
    setContext('blockguide.guide.pinned', guide?.pinned === true);
    setContext(
      'blockguide.writing',
      this.guides.some(each => each.isWriting),
    );
    this.changes.fire();
  }
}

const known = new Map<string, boolean>();

function setContext(name: string, value: boolean): void {
  if (known.get(name) === value) return;
  known.set(name, value);
  void vscode.commands.executeCommand('setContext', name, value);
}

/** The text that stands where a kept guide's block stood, as far as its document can be read. */
async function textNow(kept: KeptGuide): Promise<string | null> {
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(kept.uri));
    return kept.lines === null ? null : linesOf(document, kept.lines);
  } catch {
    return null;
  }
}

/** Whole lines of a document, 1-based, without the last one's end. */
export function linesOf(document: vscode.TextDocument, { first, last }: Lines): string {
  const end = Math.min(last, document.lineCount);
  if (first > end) return '';
  return document.getText(new vscode.Range(first - 1, 0, end - 1, document.lineAt(end - 1).text.length));
}
