/** Hover: the server's preview with links; over a block that is being written, parts that come as they are written. */

import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { Guide } from '../page/guide';
import { COMMAND_DOCUMENT, COMMAND_SHOW } from '../protocol';
import { SELECTOR } from '../server/selector';
import type { GuidePanels } from '../view/panels';
import { commandLink, retitled } from './links';
import { FIRST_WORDS_MS, PARTS, Reading } from './parts';

const LINGER_MS = 2000;

/** The server's hover, but not where a page of ours is being written: there the parts tell it. */
export function serversHover(panels: () => GuidePanels): NonNullable<Middleware['provideHover']> {
  return async (document, position, token, next) => {
    if (beingWritten(panels(), document, position) !== null) return null;
    const hover = await next(document, position, token);
    for (const content of hover?.contents ?? []) {
      if (!(content instanceof vscode.MarkdownString)) continue;
      content.value = retitled(content.value, {
        [COMMAND_SHOW]: vscode.l10n.t('Show the guide'),
        [COMMAND_DOCUMENT]: vscode.l10n.t('Write anew'),
        'blockguide.copyKept': vscode.l10n.t('Copy'),
      });
    }
    return hover ?? null;
  };
}

/** Registers the parts while anything is written. */
export class GrowingHover implements vscode.Disposable {
  private registered: vscode.Disposable[] = [];
  private leaving: NodeJS.Timeout | undefined;
  private reading: { readonly key: string; readonly reading: Reading } | null = null;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly panels: GuidePanels) {
    this.subscription = panels.onDidChange(() => this.attend());
  }

  dispose(): void {
    this.subscription.dispose();
    clearTimeout(this.leaving);
    this.leave();
  }

  private attend(): void {
    const isWriting = this.panels.guides.some(guide => guide.isWriting);
    clearTimeout(this.leaving);
    // A provider that is gone answers no more: the last parts need theirs for a moment after the last word.
    if (!isWriting) this.leaving = setTimeout(() => this.leave(), LINGER_MS);
    else if (this.registered.length === 0) {
      // Editors ask the provider that came last first, and keep that order on the screen.
      for (let part = PARTS - 1; part >= 0; part -= 1) {
        const provideHover: vscode.HoverProvider['provideHover'] = (document, position, token) =>
          this.provide(part, document, position, token);
        this.registered.push(vscode.languages.registerHoverProvider(SELECTOR, { provideHover }));
      }
    }
  }

  private leave(): void {
    for (const each of this.registered) each.dispose();
    this.registered = [];
  }

  private async provide(
    part: number,
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | null> {
    const guide = beingWritten(this.panels, document, position);
    if (guide === null) return null;
    const text = await this.when(this.readingOf(guide, position), part, token);
    if (text === null || text === '') return null;
    const markdown = new vscode.MarkdownString(text);
    markdown.isTrusted = { enabledCommands: ['blockguide.reveal', 'blockguide.stop'] };
    const place = guide.place;
    const range =
      place === null
        ? undefined
        : document.validateRange(new vscode.Range(place.first - 1, 0, place.last - 1, 1e6));
    return new vscode.Hover(markdown, range);
  }

  /** The parts of one hover read together; the next hover begins anew. */
  private readingOf(guide: Guide, position: vscode.Position): Reading {
    const key = `${guide.uri} ${guide.job} ${position.line}`;
    if (this.reading === null || this.reading.key !== key || this.reading.reading.isSpent) {
      const links = (whole: Guide) => {
        const link = commandLink(
          vscode.l10n.t('Show the guide'),
          'blockguide.reveal',
          whole.key || whole.uri,
        );
        return `*${stateOf(whole)}*\n\n${link}`;
      };
      this.reading = { key, reading: new Reading(guide, { writing: '', links }) };
    }
    return this.reading.reading;
  }

  private when(reading: Reading, part: number, token: vscode.CancellationToken): Promise<string | null> {
    const since = Date.now();
    return new Promise(resolve => {
      const look = () => {
        const text = token.isCancellationRequested ? '' : reading.part(part, Date.now() - since);
        if (text === null) return;
        leave();
        cancelled.dispose();
        clearInterval(timer);
        resolve(text);
      };
      const leave = reading.guide.onChange(look);
      const cancelled = token.onCancellationRequested(look);
      const timer = setInterval(look, FIRST_WORDS_MS / 3);
      look();
    });
  }
}

/** The guide that is being written of the block at a position, or null. */
function beingWritten(
  panels: GuidePanels,
  document: vscode.TextDocument,
  position: vscode.Position,
): Guide | null {
  const uri = document.uri.toString();
  const line = position.line + 1;
  return panels.guides.find(guide => guide.isWriting && guide.isAround(uri, line)) ?? null;
}

function stateOf(guide: Guide): string {
  switch (guide.stage) {
    case 'whole':
      return vscode.l10n.t('Written just now.');
    case 'failed':
      return guide.problem;
    default:
      return vscode.l10n.t('Stopped before it was whole.');
  }
}
