/** Code and guide follow each other: edits move a guide's lines, the cursor marks its step, a step marks its lines. */

import * as vscode from 'vscode';
import { blockNow, documentedLine, type Lines, placeNow } from '../page/anchor';
import type { Guide } from '../page/guide';
import { settingOf } from '../value';
import { codeOf, documentOf, openDocument } from './code';
import type { GuidePanels } from './panels';

export class Following implements vscode.Disposable {
  private readonly marks = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    borderWidth: '0 0 0 3px',
    borderStyle: 'solid',
    borderColor: new vscode.ThemeColor('textLink.foreground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  private marked: { readonly editor: vscode.TextEditor; readonly guide: Guide } | null = null;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly panels: () => GuidePanels) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(event => this.edited(event)),
      vscode.workspace.onDidOpenTextDocument(document => this.opened(document)),
      vscode.workspace.onDidSaveTextDocument(document => this.saved(document)),
      vscode.workspace.onDidRenameFiles(({ files }) => this.renamed(files)),
      vscode.window.onDidChangeTextEditorSelection(event => this.moved(event)),
      panels().onDidClose(guide => {
        if (this.marked?.guide === guide) this.unmark();
      }),
      this.marks,
    ];
  }

  /** Shows and marks the lines that a step tells of. */
  async reveal(guide: Guide, lines: Lines): Promise<void> {
    const place = guide.anchor === null ? lines : placeNow(guide.anchor, lines);
    if (place === null) return;
    const editor = await showCode(guide.uri);
    const last = Math.min(place.last, editor.document.lineCount) - 1;
    const range = new vscode.Range(
      Math.min(place.first - 1, last),
      0,
      last,
      editor.document.lineAt(last).text.length,
    );
    if (this.marked?.editor !== editor) this.unmark();
    editor.setDecorations(this.marks, [range]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    this.marked = { editor, guide };
  }

  /** Shows the block that a guide is about. */
  async revealBlock(guide: Guide): Promise<void> {
    const place = guide.anchor === null ? null : blockNow(guide.anchor);
    if (guide.anchor !== null && place !== null) {
      await this.reveal(guide, {
        first: guide.anchor.first,
        last: guide.anchor.first + guide.anchor.now.length - 1,
      });
    }
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private unmark(): void {
    this.marked?.editor.setDecorations(this.marks, []);
    this.marked = null;
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const uri = document.uri.toString();
    // The editor tells several edits of one change from the end of the text to its beginning: one moves no other.
    const edits = contentChanges.map(({ range, text }) => ({
      first: range.start.line,
      last: range.end.line,
      text,
      fromLineStart: range.start.character === 0,
    }));
    for (const guide of this.panels().guides) {
      if (guide.uri === uri) guide.follow(edits, codeOf(document));
    }
  }

  /** What was done to a file while it was closed was not seen. */
  private opened(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    for (const guide of this.panels().guides)
      if (guide.uri === uri && !guide.isWriting) guide.locate(codeOf(document));
  }

  /** An untitled text becomes a file: that is another document, which is saved before the untitled one is emptied. */
  private saved(document: vscode.TextDocument): void {
    for (const guide of this.panels().guides) {
      const untitled = guide.uri.startsWith('untitled:') ? openDocument(guide.uri) : undefined;
      if (untitled === undefined || withoutEnds(untitled) !== withoutEnds(document)) continue;
      guide.rename(guide.uri, document.uri.toString());
      guide.locate(codeOf(document));
    }
  }

  private renamed(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): void {
    for (const { oldUri, newUri } of files)
      for (const guide of this.panels().guides) guide.rename(oldUri.toString(), newUri.toString());
  }

  private moved({ textEditor, selections, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (kind !== undefined && this.marked?.editor === textEditor) this.unmark();
    if (!settingOf(vscode.workspace.getConfiguration('blockguide'), 'followCursor', true)) return;
    const uri = textEditor.document.uri.toString();
    const line = (selections[0]?.active.line ?? -1) + 1;
    for (const panel of this.panels().all) {
      const { guide } = panel;
      if (guide.uri === uri) panel.mark(guide.anchor === null ? null : documentedLine(guide.anchor, line));
    }
  }
}

/** A document's text without the white space at its lines' ends, which saving it may take away. */
function withoutEnds(document: vscode.TextDocument): string {
  const lines = document.getText().split(/\r\n|\r|\n/);
  return lines
    .map(line => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** The editor of a document: the one that shows it, or a new one that does not cover a guide.
 *
 * @throws Error in words for a person where the document is not there.
 */
async function showCode(uri: string): Promise<vscode.TextEditor> {
  const shown = vscode.window.visibleTextEditors.find(each => each.document.uri.toString() === uri);
  if (shown !== undefined) return shown;
  return vscode.window.showTextDocument(await documentOf(uri), {
    viewColumn: vscode.ViewColumn.One,
    preserveFocus: true,
  });
}
