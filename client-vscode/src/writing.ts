/** Has the server write a guide, or show a kept one, and lets the words come into the page. */

import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { LanguageClient, ResponseError } from 'vscode-languageclient/node';
import { paramsOfGuide } from './commands/arguments';
import { chosenModel } from './model/chosen';
import type { Faults } from './model/faults';
import type { Lines } from './page/anchor';
import { headingsFor } from './page/bodies';
import { Guide } from './page/guide';
import { replacedFrom } from './page/page';
import { stepsOf } from './page/steps';
import {
  COMMAND_SHOW,
  type DocumentAnswer,
  type DocumentParams,
  type ErrorData,
  NOTIFY_BEGIN,
  NOTIFY_DELTA,
  NOTIFY_END,
  type PageBegins,
  type PageEnds,
  type PageGrows,
  REQUEST_DOCUMENT,
  type ShowParams,
} from './protocol';
import type { Service } from './server/service';
import { ServiceProblem } from './server/state';
import { settingOf } from './value';
import { codeOf, openDocument } from './view/code';
import type { GuidePanels } from './view/panels';
import { Pending } from './view/pending';

// The protocol's codes, without its library: that is loaded with the client.
const REQUEST_CANCELLED = -32_800;
const CONTENT_MODIFIED = -32_801;
const SERVER_CANCELLED = -32_802;
const REQUEST_FAILED = -32_803;

const NO_PACKAGES = 'packages';

export class Writing implements vscode.Disposable {
  /** Kept guides that the server is sending, by the job that names them. */
  private readonly coming = new Map<string, { readonly guide: Guide; page: string }>();
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly service: Service,
    private readonly panels: () => GuidePanels,
    private readonly faults: Faults,
    private readonly explain: (problem: ServiceProblem) => void,
    /** Told that a model's packages are missing, and what is to be done when they are there. */
    private readonly lacksPackages: (then: () => unknown) => unknown,
  ) {
    this.subscription = vscode.Disposable.from(
      service.onWillConnect(client => this.listen(client)),
      service.onDidChange(({ kind }) => {
        if (kind !== 'running') this.lose();
      }),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** Documents what is asked for; the tab opens at once. */
  async document(params: DocumentParams): Promise<Guide> {
    const settings = vscode.workspace.getConfiguration('blockguide', vscode.Uri.parse(params.uri));
    const headings = headingsFor(chosenModel() === null ? 'en' : settingOf(settings, 'language', 'en'));
    const guide = this.panels().find(params) ?? new Guide(params.uri, headings);
    guide.stop?.();
    guide.asked = params;
    guide.begin();
    this.panels().show(guide);
    await this.write(guide, params);
    return guide;
  }

  /** Writes the guide of an open page anew. */
  async anew(guide: Guide): Promise<void> {
    const params = await paramsOfGuide(guide);
    guide.stop?.();
    guide.begin();
    await this.write(guide, { ...params, fresh: true });
  }

  /** Shows a kept guide. */
  async show(params: ShowParams): Promise<void> {
    const open = this.panels().guides.find(guide => guide.key === params.key);
    if (open?.stage === 'whole' || open?.isWriting === true) {
      this.panels().show(open);
      return;
    }
    await this.fetch(params, guide => {
      this.panels().show(guide);
      // It was to be written anew, and came to nothing.
      if (open?.pinned === false) this.panels().close(open);
    });
  }

  /** The page of a kept guide, without a tab. */
  async page(params: ShowParams): Promise<string> {
    const open = this.panels().guides.find(guide => guide.key === params.key && guide.stage === 'whole');
    return open?.page ?? (await this.fetch(params, () => {})).page;
  }

  private async fetch(params: ShowParams, prepare: (guide: Guide) => void): Promise<Guide> {
    const client = await this.service.ready();
    const guide = new Guide(params.uri ?? '', headingsFor('en'));
    guide.name = params.name ?? '';
    guide.key = params.key;
    guide.stop = () => guide.end('cancelled');
    guide.cached = true;
    this.coming.set(params.key, { guide, page: '' });
    prepare(guide);
    const ended = new Promise<void>(resolve => {
      const leave = guide.onChange(() => {
        if (guide.isWriting) return;
        leave();
        resolve();
      });
    });
    try {
      await client.sendRequest('workspace/executeCommand', { command: COMMAND_SHOW, arguments: [params] });
      await ended;
    } catch (error) {
      this.coming.delete(params.key);
      if (guide.isWriting) this.fail(guide, error);
    }
    return guide;
  }

  private async write(guide: Guide, params: DocumentParams): Promise<void> {
    const cancel = new vscode.CancellationTokenSource();
    const stop = () => cancel.cancel();
    guide.stop = stop;
    // Who asks for it again meanwhile takes it over.
    const isOurs = () => guide.stop === stop;
    const pending = new Pending(params);
    try {
      const answer = await this.ask(guide, pending, cancel.token);
      if (!isOurs()) return;
      this.faults.finish(answer);
      guide.finish(answer);
    } catch (error) {
      if (!isOurs()) return;
      if (cancel.token.isCancellationRequested) guide.end('cancelled');
      else this.fail(guide, error);
    } finally {
      pending.dispose();
      cancel.dispose();
    }
  }

  /** Asks the server for a guide, and lets the words come into its page.
   *
   * @throws ServiceProblem, CancellationError, and what the server answers.
   */
  private async ask(
    guide: Guide,
    pending: Pending,
    cancelled: vscode.CancellationToken,
  ): Promise<DocumentAnswer> {
    const client = await unlessCancelled(this.service.ready(), cancelled);
    const token = `blockguide-${randomUUID()}`;
    const { PROGRESS } = await import('./server/client');
    const params = pending.now();
    if (params.fresh !== true) guide.asked = params;
    const document = openDocument(params.uri);
    const before = document === undefined ? [] : codeOf(document).all();
    const listening = client.onProgress(PROGRESS, token, value => {
      if (cancelled.isCancellationRequested) return;
      guide.take(value);
      this.faults.take(value);
      if ('code' in value && value.code === NO_PACKAGES) {
        const isOpen = () => this.panels().guides.includes(guide);
        this.lacksPackages(() => (isOpen() ? this.anew(guide) : undefined));
      }
      if ('lines' in value) this.know(guide, before, document);
    });
    try {
      const asked = { ...params, partialResultToken: token };
      return await client.sendRequest<DocumentAnswer>(REQUEST_DOCUMENT, asked, cancelled);
    } catch (error) {
      // A server that made way for another leaves the guide to that one.
      if (cancelled.isCancellationRequested || this.service.serves(client)) throw error;
      guide.begin();
      return this.ask(guide, pending, cancelled);
    } finally {
      listening.dispose();
    }
  }

  /** The block is known: an older tab of the same block gives way, and what the block's text was is remembered. */
  private know(guide: Guide, before: readonly string[], document: vscode.TextDocument | undefined): void {
    const place = guide.place;
    if (place === null) return;
    for (const other of this.panels().guides) {
      const lines = other.place;
      const isSame = other !== guide && other.uri === guide.uri && !other.pinned && lines !== null;
      if (isSame && lines.first === place.first && lines.last === place.last) this.panels().close(other);
    }
    if (document === undefined) return;
    const documented = before.slice(place.first - 1, place.last);
    guide.settle(place, documented.join('\n'), codeOf(document));
  }

  private fail(guide: Guide, error: unknown): void {
    if (error instanceof ServiceProblem) {
      guide.lacksPython = error.kind === 'no-python';
      guide.end('failed', error.message, '');
      this.explain(error);
      return;
    }
    if (isAnswer(error) && (error.code === REQUEST_CANCELLED || error.code === SERVER_CANCELLED)) {
      guide.end('cancelled');
      // A newer request of the same block has taken its place, and has a tab of its own.
      if (error.code === SERVER_CANCELLED && !guide.pinned) this.panels().close(guide);
      return;
    }
    if (isAnswer(error) && error.code === REQUEST_FAILED) {
      const advice = (error.data as Partial<ErrorData> | undefined)?.advice ?? '';
      guide.end('failed', error.message, advice);
      return;
    }
    if (isAnswer(error) && error.code === CONTENT_MODIFIED) {
      guide.end('failed', vscode.l10n.t('The code has been edited meanwhile.'), '');
      return;
    }
    const lost = vscode.l10n.t('The server ended while it was writing.');
    guide.end('failed', lost, vscode.l10n.t('It is started again by itself; then write the guide anew.'));
  }

  /** The server that was sending pages is no more. */
  private lose(): void {
    const lost = [...this.coming.values()];
    this.coming.clear();
    for (const { guide } of lost) if (guide.isWriting) this.fail(guide, null);
  }

  private listen(client: LanguageClient): void {
    client.onNotification(NOTIFY_BEGIN, (begins: PageBegins) => {
      const known = this.coming.get(begins.job)?.guide;
      const guide = known ?? new Guide(begins.uri ?? '', headingsFor('en'));
      guide.name = begins.name ?? (guide.name || begins.title);
      guide.kind = begins.kind ?? '';
      const [first, last] = begins.lines ?? [];
      if (first !== undefined && last !== undefined) this.stand(guide, { first, last });
      if (known !== undefined) return;
      this.coming.set(begins.job, { guide, page: '' });
      this.panels().show(guide);
    });
    client.onNotification(NOTIFY_DELTA, (grows: PageGrows) => {
      const coming = this.coming.get(grows.job);
      if (coming?.guide.isWriting !== true) return;
      coming.page = replacedFrom(coming.page, grows.line, grows.text);
      coming.guide.setPage(coming.page);
    });
    client.onNotification(NOTIFY_END, (ends: PageEnds) => {
      const coming = this.coming.get(ends.job);
      this.coming.delete(ends.job);
      if (coming?.guide.isWriting !== true) return;
      if (ends.key !== undefined) coming.guide.key = ends.key;
      if (coming.guide.anchor === null) this.place(coming.guide);
      coming.guide.end(
        ends.outcome === 'whole' ? 'whole' : ends.outcome === 'failed' ? 'failed' : 'cancelled',
      );
    });
  }

  /** Where nobody knows the place of a kept page's block, its steps' lines tell it near enough to follow them. */
  private place(guide: Guide): void {
    const steps = stepsOf(guide.bodies.steps);
    if (steps.length === 0 || guide.uri === '') return;
    const lines = {
      first: Math.min(...steps.map(each => each.first)),
      last: Math.max(...steps.map(each => each.last)),
    };
    this.stand(guide, lines);
  }

  private stand(guide: Guide, lines: Lines): void {
    const document = openDocument(guide.uri);
    if (document !== undefined) guide.stand(lines, codeOf(document));
  }
}

/** Whether an error is the server's answer, which has a code; what the connection itself throws has none. */
function isAnswer(error: unknown): error is ResponseError<unknown> {
  return error instanceof Error && 'code' in error && typeof error.code === 'number';
}

/** What a promise brings, unless a person stops waiting for it.
 *
 * @throws CancellationError then.
 */
function unlessCancelled<Value>(promise: Promise<Value>, token: vscode.CancellationToken): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new vscode.CancellationError());
    if (token.isCancellationRequested) cancel();
    const listening = token.onCancellationRequested(cancel);
    promise.then(resolve, reject).finally(() => listening.dispose());
  });
}
