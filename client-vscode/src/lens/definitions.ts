/** The functions and classes of a Python text, by their header lines; strings in three quotes are passed over. */

export interface Definition {
  readonly name: string;
  /** 0-based line and column of the header's first word. */
  readonly line: number;
  readonly column: number;
}

const HEADER = /^([ \t]*)(?:async[ \t]+def|def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u;
const TOKEN = /'''|"""|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|#.*/g;

export function definitions(lines: Iterable<string>): Definition[] {
  const found: Definition[] = [];
  let quote = '';
  let number = 0;
  for (const line of lines) {
    const header = quote === '' ? HEADER.exec(line) : null;
    if (header?.[2] !== undefined) {
      found.push({ name: header[2], line: number, column: (header[1] ?? '').length });
    }
    quote = quoteAfter(line, quote);
    number += 1;
  }
  return found;
}

/** The three quotes that are open at the line's end, or an empty string. */
function quoteAfter(line: string, open: string): string {
  let quote = open;
  let at = 0;
  while (at < line.length) {
    if (quote !== '') {
      const end = closing(line, quote, at);
      if (end < 0) return quote;
      at = end + 3;
      quote = '';
      continue;
    }
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(line);
    if (token === null) return '';
    at = token.index + token[0].length;
    if (token[0] === "'''" || token[0] === '"""') quote = token[0];
  }
  return quote;
}

function closing(line: string, quote: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line.startsWith(quote, at)) return at;
  }
  return -1;
}
