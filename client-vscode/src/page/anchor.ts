/** Where the lines of a documented block stand after edits. Lines are 1-based, as pages tell them. */

/** A piece of text that was replaced: 0-based lines that it touched, and the text that stands there now. */
export interface Edit {
  readonly first: number;
  readonly last: number;
  readonly text: string;
  /** Whether the edit begins at a line's start, so that whole lines before it are untouched. */
  readonly fromLineStart: boolean;
}

export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** For each line of the block as it was documented: where it stands now, or null where it is gone. */
export interface Anchor {
  readonly first: number;
  readonly now: readonly (number | null)[];
}

export function anchored({ first, last }: Lines): Anchor {
  return { first, now: Array.from({ length: last - first + 1 }, (_, index) => first + index) };
}

/** The anchor after an edit of the document. */
export function followed(anchor: Anchor, edit: Edit): Anchor {
  const added = edit.text.split('\n').length - 1;
  const shift = added - (edit.last - edit.first);
  const first = edit.first + 1;
  const last = edit.last + 1;
  const now = anchor.now.map(line => {
    if (line === null || line < first) return line;
    if (line > last) return line + shift;
    if (shift === 0) return line;
    if (first === last)
      return added > 0 && edit.fromLineStart && edit.text.endsWith('\n') ? line + added : line;
    if (line === first && !edit.fromLineStart) return line;
    if (line === last) return last + shift;
    return null;
  });
  return { first: anchor.first, now };
}

/** The lines that edits of one change wrote, with whatever stands between them; null where they only removed. */
export function written(edits: readonly Edit[]): Lines | null {
  if (edits.every(({ text }) => text === '')) return null;
  const added = edits.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  const first = Math.min(...edits.map(each => each.first)) + 1;
  return { first, last: Math.max(...edits.map(each => each.first)) + 1 + added };
}

/** The anchor of a block that was moved down by so many lines, or up by as many less than none. */
export function moved(anchor: Anchor, by: number): Anchor {
  return { first: anchor.first, now: anchor.now.map(line => (line === null ? null : line + by)) };
}

/** Where documented lines stand now; null when all of them are gone. */
export function placeNow(anchor: Anchor, lines: Lines): Lines | null {
  const standing = anchor.now
    .slice(Math.max(lines.first - anchor.first, 0), Math.max(lines.last - anchor.first + 1, 0))
    .filter(line => line !== null);
  const first = standing[0];
  const last = standing[standing.length - 1];
  return first === undefined || last === undefined ? null : { first, last };
}

/** Where the whole block stands now. */
export function blockNow(anchor: Anchor): Lines | null {
  return placeNow(anchor, { first: anchor.first, last: anchor.first + anchor.now.length - 1 });
}

/** The documented line that stands at `line` now, or null. */
export function documentedLine(anchor: Anchor, line: number): number | null {
  const index = anchor.now.indexOf(line);
  return index < 0 ? null : anchor.first + index;
}
