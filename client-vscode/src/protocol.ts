/** The server's own commands, requests and notifications. */
// Made by scripts/from_server.py from the server's declarations; a test holds them together.

export const COMMAND_DOCUMENT = 'blockguide.document';
export const COMMAND_SHOW = 'blockguide.show';
export const COMMAND_CANCEL = 'blockguide.cancel';
export const COMMAND_FORGET = 'blockguide.forget';
export const COMMAND_CLEAR_CACHE = 'blockguide.clearCache';
export const COMMAND_SHOW_SENT = 'blockguide.showSent';
export const REQUEST_DOCUMENT = 'blockguide/document';
export const REQUEST_GUIDES = 'blockguide/guides';
export const REQUEST_SENT = 'blockguide/sent';
export const NOTIFY_SET_KEY = 'blockguide/setKey';
export const NOTIFY_BEGIN = 'blockguide/begin';
export const NOTIFY_DELTA = 'blockguide/delta';
export const NOTIFY_END = 'blockguide/end';
export const NOTIFY_GUIDES_CHANGED = 'blockguide/guidesChanged';

/** What is to be documented. */
export interface DocumentParams {
  /** the document. */
  uri: string;
  /** the selection or cursor. */
  range: Range;
  /** the document's version that `range` speaks of; an old one is answered ContentModified. */
  version?: number;
  /** `true` writes the guide anew even where a kept one holds. */
  fresh?: boolean;
  /** the request only: the token of the streamed sections; without it, it is `blockguide/document/` and the request's id. */
  partialResultToken?: string | number;
  /** the request only: the token of the progress. */
  workDoneToken?: string | number;
}

/** A selection as the editor marked it, or a cursor where both ends are one. */
export interface Range {
  /** one end. */
  start: Position;
  /** the other end; the two may stand in any order, and past the end of the text. */
  end: Position;
}

/** A place in a document: 0-based, `character` in the negotiated encoding's units. */
export interface Position {
  /** 0-based line. */
  line: number;
  /** 0-based column. */
  character: number;
}

/** The work has begun, and the page will come by itself. */
export interface JobAnswer {
  /** names the work for `blockguide.cancel`. */
  job: string;
}

/** A kept guide, and what its page is called. */
export interface ShowParams {
  /** the guide's key, as actions and `blockguide/end` carry it. */
  key: string;
  /** the document that it was written for. */
  uri?: string;
  /** what a person calls the block. */
  name?: string;
}

/** One piece of work. */
export interface JobParams {
  /** its name, as `blockguide.document` answered it. */
  job: string;
}

/** Whether there was something to cancel. */
export interface CancelAnswer {
  /** `false` where the work had already ended, or never was. */
  cancelled: boolean;
}

/** One kept guide. */
export interface GuideParams {
  /** the guide's key, as actions and `blockguide/end` carry it. */
  key: string;
}

/** What `blockguide.clearCache` removed. */
export interface ClearAnswer {
  /** how many guides. */
  removed: number;
}

/** A value of `$/progress`: the block that will be documented. */
export interface BlockKnown {
  /** names the work for `blockguide.cancel`. */
  job: string;
  /** a definition's dotted name, or empty. */
  name: string;
  /** `module`, `class`, `function`, `statements`, `expression` or `fragment`. */
  kind: string;
  /** its first and last line, 1-based. */
  lines: number[];
}

/** A value of `$/progress`: text to append to a section, as it stands in the page. */
export interface SectionGrown {
  /** `description`, `steps` or `example`. */
  section: string;
  /** Markdown. */
  text: string;
}

/** A value of `$/progress`: the checks mended a section; this replaces all of it. */
export interface SectionRevised {
  /** `description`, `steps` or `example`. */
  section: string;
  /** the section's whole Markdown. */
  body: string;
}

/** A value of `$/progress`: one plain sentence for the reader. */
export interface Notice {
  /** why one waits, what was left out, why a model did not write. */
  notice: string;
  /** the stable name of why it did not: `packages` where those that talk to a model are not installed. */
  code?: string;
}

/** The finished guide: the answer of `blockguide document --format json`, its key and its job. */
export interface DocumentAnswer {
  /** title, description, steps and example. */
  guide: Record<string, unknown>;
  /** the whole page; where it differs from what streamed, it counts. */
  page: string;
  /** names the guide for `blockguide.show` and `blockguide.forget`, until the server ends where it could not be kept. */
  key: string;
  /** the work that wrote it. */
  job: string;
  /** `offline`, or `model`. */
  writer: string;
  /** the model's name, or empty. */
  model: string;
  /** whether it was kept from earlier. */
  cached: boolean;
  /** why an earlier guide of the same place no longer held, one sentence each. */
  stale: string[];
  /** what the checks say of it. */
  checks: Checks;
  /** whether the block was edited while the guide was written, which speaks of the text as it was. */
  outdated: boolean;
}

/** What the checks say of a guide. */
export interface Checks {
  /** what they saw and could not mend. */
  findings: Finding[];
  /** the codes of those that saw nothing. */
  passed: string[];
}

/** What a check saw and could not mend. */
export interface Finding {
  /** the check, as docs/checks.md lists it. */
  code: string;
  /** `description`, `steps` or `example`. */
  section: string;
  /** `error` or `warning`. */
  severity: string;
  /** one sentence. */
  message: string;
  /** where in the section, or empty. */
  place: string;
}

/** A document whose guides are wanted. */
export interface GuidesParams {
  /** the document. */
  uri: string;
}

/** The kept guides of a document, from memory. */
export interface GuidesAnswer {
  /** the document's version that the lines speak of. */
  version?: number;
  /** in the order of their lines. */
  guides: KeptGuide[];
}

/** A kept guide as it stands in a document. */
export interface KeptGuide {
  /** names the guide. */
  key: string;
  /** a definition's dotted name, or empty. */
  name: string;
  /** `module`, `class`, `function`, `statements`, `expression` or `fragment`. */
  kind: string;
  /** the block's first and last line now, 1-based. */
  lines: number[];
  /** `holds`; `stale`: something that it rests on is another, and `reasons` say what; `untold`: the block is as it was, what it rests on is being looked at; `edited`: the block itself is another. */
  standing: 'holds' | 'stale' | 'untold' | 'edited';
  /** one sentence each. */
  reasons: string[];
  /** what the checks saw and could not mend, one sentence each. */
  findings: string[];
  /** `offline`, or `model`. */
  writer: string;
  /** the model's name, or empty. */
  model: string;
}

/** What would leave the machine to document a block, and nothing else would. */
export interface SentAnswer {
  /** in their order; where no model is chosen, what any would be sent. */
  messages: SentMessage[];
  /** an estimate of their length. */
  tokens: number;
  /** what of the context is left out, one phrase each, with the reason. */
  dropped: string[];
  /** how many were replaced by placeholders. */
  secrets: number;
  /** the model that they would be sent to, or empty. */
  model: string;
}

/** One message to a model. */
export interface SentMessage {
  /** `system`, `user` or `assistant`. */
  role: string;
  /** secrets replaced, as they would be sent. */
  text: string;
}

/** The key of a model's endpoint, as the editor's secret store has it. */
export interface KeyParams {
  /** it is kept in memory alone and logged nowhere; empty: there is none any more. */
  key: string;
}

/** A page begins to be written: open a place for it. */
export interface PageBegins {
  /** names the page in what follows. */
  job: string;
  /** what a person calls it; it can stand in a file's name. */
  title: string;
  /** the document that it speaks of, where one is known. */
  uri?: string;
  /** the block's dotted name, or empty; with `kind` and `lines`, where its place is known. */
  name?: string;
  /** as in [BlockKnown](#blockknown). */
  kind?: string;
  /** the block's first and last line now, 1-based. */
  lines?: number[];
}

/** From `line` on, the page's lines are those of `text`; the lines before it stand. */
export interface PageGrows {
  /** the page. */
  job: string;
  /** 0-based, in the page split at `\n`, which is empty at first. */
  line: number;
  /** the lines from there to the page's end, joined by `\n`. */
  text: string;
}

/** Nothing more comes of a page. */
export interface PageEnds {
  /** the page. */
  job: string;
  /** `whole`, or why it is not: `cancelled`, `replaced` (by a newer request for the block) or `failed`; then its last line says so. */
  outcome: 'whole' | 'cancelled' | 'replaced' | 'failed';
  /** the kept guide, where it is whole. */
  key?: string;
}

/** The guides of a document are others than before, but for what an edit of it changed. */
export interface GuidesChanged {
  /** the document. */
  uri: string;
}

/** What an error's `data` holds. */
export interface ErrorData {
  /** the failure's stable name, such as `empty-selection`. */
  code: string;
  /** one sentence that says what to do about it. */
  advice: string;
}

export type ProgressValue = BlockKnown | SectionGrown | SectionRevised | Notice;
