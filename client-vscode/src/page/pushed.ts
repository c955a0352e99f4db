/** Where a position stands after edits. Positions are the editor's: 0-based lines, UTF-16 columns. */

import type { Position, Range } from '../protocol';

export interface Change {
  readonly range: Range;
  readonly text: string;
}

/** The position after a change of the document; one inside of what was replaced goes behind it. */
export function pushed(position: Position, { range: { start, end }, text }: Change): Position {
  if (isBefore(position, start)) return position;
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1)?.length ?? 0;
  const written = {
    line: start.line + lines.length - 1,
    character: lines.length > 1 ? last : start.character + last,
  };
  if (isBefore(position, end)) return written;
  return {
    line: position.line - end.line + written.line,
    character: position.character + (position.line === end.line ? written.character - end.character : 0),
  };
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
