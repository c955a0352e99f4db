/** Where a block's text stands in a document, whatever was done to it meanwhile. Lines are 1-based. */

import type { Lines } from './anchor';

/** A document as blocks are compared with it: its lines, without whatever ends them. */
export interface Code {
  between(lines: Lines): string;
  all(): readonly string[];
}

/** The first line of the place that a block's text stands at: one that shares a line with `near`, or any where that is null.
 *
 * Where the text stands at several such places, the one that begins at `last` is meant.
 *
 * @returns null where it stands nowhere, or nobody knows which place is meant.
 */
export function found(code: Code, text: string, near: Lines | null, last: number): number | null {
  const lines = code.all();
  const block = text.split('\n');
  const places: number[] = [];
  for (let at = lines.indexOf(block[0] ?? ''); at >= 0; at = lines.indexOf(block[0] ?? '', at + 1)) {
    if (near !== null && (at >= near.last || at + block.length < near.first)) continue;
    if (block.every((line, index) => lines[at + index] === line)) places.push(at + 1);
  }
  if (places.includes(last)) return last;
  return places.length === 1 ? (places[0] ?? null) : null;
}
