/** One guide: its words so far, where its block stands, and how far it is. It tells its listeners of each change. */

import { isDeepStrictEqual } from 'node:util';
import type {
  BlockKnown,
  DocumentAnswer,
  DocumentParams,
  KeptGuide as Known,
  ProgressValue,
} from '../protocol';
import { type Anchor, anchored, blockNow, type Edit, followed, type Lines, moved, written } from './anchor';
import { type Bodies, grown, type Headings, NO_BODIES } from './bodies';
import { readPage, writePage } from './page';
import { type Code, found } from './search';

export type Stage = 'reading' | 'writing' | 'whole' | 'cancelled' | 'failed';

/** What is needed to bring a guide back after the window was reloaded. */
export interface KeptGuide {
  readonly uri: string;
  readonly name: string;
  readonly page: string;
  readonly key: string;
  readonly documented: Documented | null;
  readonly pinned: boolean;
}

/** A text of the block that the guide tells of, and where its lines stood in it. */
export interface Documented {
  readonly text: string;
  readonly anchor: Anchor;
}

export class Guide {
  name = '';
  kind = '';
  key = '';
  job = '';
  stage: Stage = 'reading';
  problem = '';
  advice = '';
  /** Whether it failed because there is no Python that would do. */
  lacksPython = false;
  /** A sentence of the writer's own: why it waits, what was left out. */
  notice = '';
  /** Why it no longer holds although its block is as it was; what the checks found; one sentence each. */
  reasons: readonly string[] = [];
  findings: readonly string[] = [];
  /** `offline` or `model`, the model's name, and whether it was kept from earlier; empty while nobody wrote. */
  writer = '';
  model = '';
  cached = false;
  bodies: Bodies = NO_BODIES;
  anchor: Anchor | null = null;
  /** What was asked for; before the server has found the block, nothing else tells where it is. */
  asked: DocumentParams | null = null;
  pinned = false;
  /** Ends the work; there is none to end when it is null. */
  stop: (() => void) | null = null;
  /** The block's text now; null while nobody has looked. */
  private currentText: string | null = null;
  /** The texts for which the guide holds, the latest last: as it was documented, and with what was inserted of it. */
  private documented: readonly Documented[] = [];
  /** The server says that the block is another than the one that was documented, of which no text is here. */
  private isOutdated = false;
  /** The first line of the place where the block was last seen. */
  private lastFirst = 0;

  private readonly listeners = new Set<() => void>();

  constructor(
    public uri: string,
    public headings: Headings,
  ) {}

  get isWriting(): boolean {
    return this.stage === 'reading' || this.stage === 'writing';
  }

  /** Whether the block's text is another than the one that was documented. */
  get isEdited(): boolean {
    if (this.isOutdated) return true;
    if (this.documented.length === 0 || this.currentText === null) return false;
    return this.documented.every(({ text }) => text !== this.currentText);
  }

  /** For how many texts of the block it holds. */
  get accepted(): number {
    return this.documented.length;
  }

  get page(): string {
    return writePage(this);
  }

  get place(): Lines | null {
    return this.anchor === null ? null : blockNow(this.anchor);
  }

  /** Whether its block stands around a line of a document, 1-based. */
  isAround(uri: string, line: number): boolean {
    const place = this.uri === uri ? this.place : null;
    return place !== null && place.first <= line && line <= place.last;
  }

  /** Whether a request means this guide's block: by its lines, or as it was meant when the code was the same. */
  isMeantBy({ uri, range, version }: DocumentParams): boolean {
    if (uri !== this.uri) return false;
    // It failed before its block was found: there is nothing in it to keep.
    if (this.anchor === null && this.stage === 'failed') return true;
    const { place, asked } = this;
    const stands = place?.first === range.start.line + 1 && place.last === range.end.line + 1;
    if (stands || version !== asked?.version || !isDeepStrictEqual(range, asked?.range)) return stands;
    // A lens names no version, and means the block that begins at its line.
    return version !== undefined || place === null || place.first === range.start.line + 1;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins anew: the old words stay until the first new one comes. */
  begin(): void {
    this.stage = 'reading';
    this.isOutdated = false;
    this.problem = this.advice = this.notice = '';
    this.lacksPython = false;
    this.reasons = this.findings = [];
    this.changed();
  }

  take(value: ProgressValue): void {
    if ('lines' in value) this.know(value);
    else if ('notice' in value) this.notice = value.notice;
    else {
      if (this.stage === 'reading') this.bodies = NO_BODIES;
      this.stage = 'writing';
      this.bodies = grown(this.bodies, value);
    }
    this.changed();
  }

  /** The page as a whole, where it differs from what streamed. */
  setPage(text: string): void {
    const { headings, bodies } = readPage(text, this.headings);
    this.headings = headings;
    this.bodies = bodies;
    if (this.stage === 'reading') this.stage = 'writing';
    this.changed();
  }

  /** The finished guide. */
  finish(answer: DocumentAnswer): void {
    this.key = answer.key;
    this.job = answer.job;
    this.writer = answer.writer;
    this.model = answer.model;
    this.cached = answer.cached;
    this.findings = answer.checks.findings.map(each => each.message);
    this.setPage(answer.page);
    this.end('whole');
  }

  /** What the server knows of it now. While the server looks, what was known before stays. */
  judge({ standing, reasons, findings, writer, model }: Known): void {
    if (standing === 'holds' || standing === 'stale') {
      this.reasons = reasons;
      this.findings = findings;
      this.isOutdated = false;
      if (this.documented.length === 0) this.accept();
    }
    if (standing === 'edited') this.isOutdated = this.documented.length === 0;
    this.writer = writer;
    this.model = model;
    this.changed();
  }

  /** It is known where the block stands, and not whether it is the one that was documented. */
  stand(lines: Lines, code: Code): void {
    this.anchor = anchored(lines);
    this.compare(code);
  }

  /** The block stands there, and `text` is what was documented. */
  settle(lines: Lines, text: string, code: Code): void {
    this.anchor = anchored(lines);
    this.documented = [{ text, anchor: this.anchor }];
    this.isOutdated = false;
    this.compare(code);
  }

  /** The guide holds for the block as it is now. */
  accept(): void {
    if (this.anchor === null || this.currentText === null) return;
    this.documented = [...this.documented, { text: this.currentText, anchor: this.anchor }];
    this.changed();
  }

  end(stage: 'whole' | 'cancelled' | 'failed', problem = '', advice = ''): void {
    this.stage = stage;
    this.problem = problem;
    this.advice = advice;
    this.stop = null;
    this.changed();
  }

  /** The block's document was edited, and is `code` now. */
  follow(edits: readonly Edit[], code: Code): void {
    if (this.anchor === null) return;
    for (const edit of edits) this.anchor = followed(this.anchor, edit);
    this.compare(code, written(edits));
  }

  /** The block's document is there again, and nobody saw what was done to it: the block is looked for in all of it. */
  locate(code: Code): void {
    if (this.anchor === null) return;
    // A document that is opened again counts its versions from the beginning.
    this.asked = null;
    this.reanchor(code, null);
    this.compare(code);
  }

  /** A file or a folder has another address. */
  rename(from: string, to: string): void {
    if (this.uri !== from && !this.uri.startsWith(`${from}/`)) return;
    this.uri = to + this.uri.slice(from.length);
    this.changed();
  }

  /** What brings the guide back; null where it is not known whether its words are whole. */
  kept(): KeptGuide | null {
    if (this.stage !== 'whole') return null;
    const documented =
      this.documented.find(({ text }) => text === this.currentText) ?? this.documented.at(-1) ?? null;
    return {
      uri: this.uri,
      name: this.name,
      page: this.page,
      key: this.key,
      documented,
      pinned: this.pinned,
    };
  }

  /** Comes back from what was kept; `code` is its document as far as it can be read. */
  restore({ name, page, key, documented, pinned }: KeptGuide, code: Code | null): void {
    this.name = name;
    this.key = key;
    this.pinned = pinned;
    this.cached = true;
    this.setPage(page);
    if (documented !== null) {
      this.documented = [documented];
      this.anchor = documented.anchor;
      this.lastFirst = this.place?.first ?? 0;
      if (code !== null) this.locate(code);
    }
    this.end('whole');
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** Takes the block's text as it is; where nothing of it stands, it may be among the lines that were just written. */
  private compare(code: Code, lines: Lines | null = null): void {
    const { place } = this;
    this.currentText = place === null ? '' : code.between(place);
    const near = place ?? lines;
    if (near !== null && this.isEdited) this.reanchor(code, near);
    this.lastFirst = this.place?.first ?? this.lastFirst;
    this.changed();
  }

  /** What was cut out and put back, or moved, stands whole again where its text does. */
  private reanchor(code: Code, near: Lines | null): void {
    for (const { text, anchor } of this.documented) {
      const first = found(code, text, near, this.lastFirst);
      const before = blockNow(anchor);
      if (first === null || before === null) continue;
      this.anchor = moved(anchor, first - before.first);
      this.currentText = text;
      return;
    }
  }

  private know(block: BlockKnown): void {
    this.job = block.job;
    this.name = block.name;
    this.kind = block.kind;
    this.documented = [];
    const [first, last] = block.lines;
    if (first !== undefined && last !== undefined) this.anchor = anchored({ first, last });
  }
}
