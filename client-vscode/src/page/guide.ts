/** One guide: its words so far, where its block stands, and how far it is. It tells its listeners of each change. */

import { isDeepStrictEqual } from 'node:util';
import type {
  BlockKnown,
  DocumentAnswer,
  DocumentParams,
  KeptGuide as Known,
  ProgressValue,
} from '../protocol';
import { type Anchor, anchored, blockNow, type Edit, followed, type Lines } from './anchor';
import { type Bodies, grown, type Headings, NO_BODIES } from './bodies';
import { readPage, writePage } from './page';

export type Stage = 'reading' | 'writing' | 'whole' | 'cancelled' | 'failed';

/** What is needed to bring a guide back after the window was reloaded. */
export interface KeptGuide {
  readonly uri: string;
  readonly name: string;
  readonly page: string;
  readonly key: string;
  readonly lines: Lines | null;
  readonly text: string;
  readonly pinned: boolean;
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
  /** The block's text when it was documented, to tell whether it still is that. */
  documentedText: string | null = null;
  currentText: string | null = null;

  private readonly listeners = new Set<() => void>();

  constructor(
    readonly uri: string,
    public headings: Headings,
  ) {}

  get isWriting(): boolean {
    return this.stage === 'reading' || this.stage === 'writing';
  }

  /** Whether the block's text is another than the one that was documented. */
  get isEdited(): boolean {
    return (
      this.documentedText !== null && this.currentText !== null && this.documentedText !== this.currentText
    );
  }

  get page(): string {
    return writePage(this);
  }

  get place(): Lines | null {
    return this.anchor === null ? null : blockNow(this.anchor);
  }

  /** Whether a request means this guide's block: by its lines, or as it was meant when the code was the same. */
  isMeantBy({ uri, range, version }: DocumentParams): boolean {
    if (uri !== this.uri) return false;
    // It failed before its block was found: there is nothing in it to keep.
    if (this.anchor === null && this.stage === 'failed') return true;
    const { place, asked } = this;
    const stands = place?.first === range.start.line + 1 && place.last === range.end.line + 1;
    return stands || (version === asked?.version && isDeepStrictEqual(range, asked?.range));
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins anew: the old words stay until the first new one comes. */
  begin(): void {
    this.stage = 'reading';
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
    }
    this.writer = writer;
    this.model = model;
    this.changed();
  }

  settle(lines: Lines, text: string): void {
    this.anchor = anchored(lines);
    this.documentedText = this.currentText = text;
    this.changed();
  }

  end(stage: 'whole' | 'cancelled' | 'failed', problem = '', advice = ''): void {
    this.stage = stage;
    this.problem = problem;
    this.advice = advice;
    this.stop = null;
    this.changed();
  }

  /** The block's document was edited; `textOf` reads its lines as they are now. */
  follow(edits: readonly Edit[], textOf: (lines: Lines) => string): void {
    if (this.anchor === null) return;
    for (const edit of edits) this.anchor = followed(this.anchor, edit);
    const place = this.place;
    this.currentText = place === null ? '' : textOf(place);
    this.changed();
  }

  kept(): KeptGuide {
    return {
      uri: this.uri,
      name: this.name,
      page: this.page,
      key: this.key,
      lines:
        this.anchor === null
          ? null
          : { first: this.anchor.first, last: this.anchor.first + this.anchor.now.length - 1 },
      text: this.documentedText ?? '',
      pinned: this.pinned,
    };
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  private know(block: BlockKnown): void {
    this.job = block.job;
    this.name = block.name;
    this.kind = block.kind;
    const [first, last] = block.lines;
    if (first !== undefined && last !== undefined) this.anchor = anchored({ first, last });
  }
}
