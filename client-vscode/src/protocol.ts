/** The server's own commands, requests and notifications. */
// Made by scripts/from_server.py from the server's declarations; a test holds them together.

export const COMMAND_DOCUMENT = 'blockguide.document';
export const COMMAND_SHOW = 'blockguide.show';
export const COMMAND_CANCEL = 'blockguide.cancel';
export const COMMAND_FORGET = 'blockguide.forget';
export const COMMAND_CLEAR_CACHE = 'blockguide.clearCache';
export const REQUEST_DOCUMENT = 'blockguide/document';
export const NOTIFY_BEGIN = 'blockguide/begin';
export const NOTIFY_DELTA = 'blockguide/delta';
export const NOTIFY_END = 'blockguide/end';

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
}

/** The finished guide: the answer of `blockguide document --format json`, and its key. */
export interface DocumentAnswer {
  /** title, description, steps and example. */
  guide: Record<string, unknown>;
  /** the whole page; where it differs from what streamed, it counts. */
  page: string;
  /** names the kept guide. */
  key: string;
  /** the work that wrote it. */
  job: string;
}

/** A page begins to be written: open a place for it. */
export interface PageBegins {
  /** names the page in what follows. */
  job: string;
  /** what a person calls it; it can stand in a file's name. */
  title: string;
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

/** What an error's `data` holds. */
export interface ErrorData {
  /** the failure's stable name, such as `empty-selection`. */
  code: string;
  /** one sentence that says what to do about it. */
  advice: string;
}

export type ProgressValue = BlockKnown | SectionGrown | SectionRevised | Notice;
