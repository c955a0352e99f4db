/** What passes between the extension and the page that shows a guide. */

export type Section = 'description' | 'steps' | 'example';

/** The words of the page's own, in the person's language. */
export interface Words {
  readonly lines: string;
  readonly line: string;
  readonly gone: string;
  readonly copy: string;
  readonly copied: string;
  readonly empty: string;
}

export interface Action {
  readonly id: ViewCommand;
  readonly label: string;
}

export type ViewCommand = 'anew' | 'stop' | 'showLog' | 'copyExample' | 'chooseInterpreter';

/** The line under the title: how far the guide is, and what can be done about it. */
export interface Status {
  readonly tone: 'busy' | 'calm' | 'warning' | 'error';
  readonly text: string;
  readonly detail: string;
  readonly actions: readonly Action[];
}

export interface Place {
  readonly first: number;
  readonly now: readonly (number | null)[];
}

/** How a section changed: from a character on another text stands, which is its end. */
export interface Change {
  readonly section: Section;
  readonly from: number;
  readonly text: string;
}

export type ToView =
  | {
      readonly type: 'all';
      /** The window's; the words of the page's own are in it. */
      readonly language: string;
      /** The guide's: its title, headings and sections are in it. */
      readonly written: string;
      readonly words: Words;
      readonly title: string;
      readonly headings: Readonly<Record<Section, string>>;
      readonly bodies: Readonly<Record<Section, string>>;
      readonly status: Status;
      readonly name: string;
      readonly where: string;
      readonly place: Place | null;
      readonly state: unknown;
    }
  | { readonly type: 'program'; readonly script: string }
  | { readonly type: 'grow'; readonly changes: readonly Change[] }
  | { readonly type: 'status'; readonly status: Status; readonly name: string; readonly where: string }
  | { readonly type: 'place'; readonly place: Place }
  | { readonly type: 'cursor'; readonly line: number | null };

/** All that a page shows. */
export type All = Extract<ToView, { type: 'all' }>;

export type FromView =
  | { readonly type: 'start' }
  | { readonly type: 'ready' }
  | { readonly type: 'lines'; readonly first: number; readonly last: number }
  | { readonly type: 'command'; readonly id: ViewCommand };
