/** The functions and classes of a Python text, by their header lines; strings in three quotes are passed over. */

import type { Lines } from '../page/anchor';

/** A definition; its lines, 1-based, go from its first decorator to the end of its code. */
export interface Definition extends Lines {
  readonly name: string;
  /** 0-based line and column of the header's first word. */
  readonly line: number;
  readonly column: number;
}

/** What is open at the end of a line: three quotes, or an empty string, and so many brackets. */
interface Open {
  readonly quote: string;
  readonly brackets: number;
}

const HEADER = /^([ \t]*)(?:async[ \t]+def|def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u;
const TOKEN = /'''|"""|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|#.*|[([{]|[)\]}]/g;
const CLOSED: Open = { quote: '', brackets: 0 };

export function definitions(lines: Iterable<string>): Definition[] {
  const found: { -readonly [Key in keyof Definition]: Definition[Key] }[] = [];
  let around: typeof found = [];
  let open = CLOSED;
  let decorator = 0;
  let number = 0;
  for (const line of lines) {
    number += 1;
    const header = open.quote === '' ? HEADER.exec(line) : null;
    // A bracket that is open before a header was never closed.
    if (header !== null) open = CLOSED;
    const begins = open.quote === '' && open.brackets === 0;
    if (begins && /^\s*(#|$)/.test(line)) continue;
    if (begins) {
      const column = line.search(/\S/);
      around = around.filter(each => each.column < column);
      if (header?.[2] !== undefined) {
        const made = { name: header[2], line: number - 1, column, first: decorator || number, last: number };
        found.push(made);
        around.push(made);
      }
      decorator = line[column] === '@' ? decorator || number : 0;
    }
    for (const each of around) each.last = number;
    open = openAfter(line, open);
  }
  return found;
}

/** The innermost definition around a line, 1-based; null where none is. */
export function definitionAround(lines: Iterable<string>, line: number): Definition | null {
  return definitions(lines).findLast(({ first, last }) => first <= line && line <= last) ?? null;
}

function openAfter(line: string, before: Open): Open {
  let { quote, brackets } = before;
  let at = 0;
  while (at < line.length) {
    if (quote !== '') {
      const end = closing(line, quote, at);
      if (end < 0) break;
      at = end + 3;
      quote = '';
      continue;
    }
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(line);
    if (token === null) break;
    at = token.index + token[0].length;
    if (token[0] === "'''" || token[0] === '"""') quote = token[0];
    else if ('([{'.includes(token[0])) brackets += 1;
    else if (')]}'.includes(token[0])) brackets = Math.max(0, brackets - 1);
  }
  return { quote, brackets };
}

function closing(line: string, quote: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line.startsWith(quote, at)) return at;
  }
  return -1;
}
