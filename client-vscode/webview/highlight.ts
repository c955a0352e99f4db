/** Python in colours: spans for what a reader looks for first. */

const WORDS =
  'False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield|match|case';
const TOKEN = new RegExp(
  [
    '(?<comment>#.*)',
    `(?<string>\\b[rbfuRBFU]{0,2}(?:'''[\\s\\S]*?(?:'''|$)|"""[\\s\\S]*?(?:"""|$)|'(?:\\\\.|[^'\\\\\\n])*'?|"(?:\\\\.|[^"\\\\\\n])*"?)|'''[\\s\\S]*?(?:'''|$)|"""[\\s\\S]*?(?:"""|$)|'(?:\\\\.|[^'\\\\\\n])*'?|"(?:\\\\.|[^"\\\\\\n])*"?)`,
    `(?<keyword>\\b(?:${WORDS})\\b)`,
    '(?<number>\\b(?:0[xXbBoO][\\da-fA-F_]+|\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?j?)\\b)',
  ].join('|'),
  'g',
);

/** Replaces an element's text by itself in colours. */
export function highlight(element: HTMLElement): void {
  const text = element.textContent ?? '';
  const parts: Node[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    if (kind === undefined) continue;
    if (match.index > at) parts.push(document.createTextNode(text.slice(at, match.index)));
    const span = document.createElement('span');
    span.className = `py-${kind}`;
    span.textContent = match[0];
    parts.push(span);
    at = match.index + match[0].length;
  }
  parts.push(document.createTextNode(text.slice(at)));
  element.replaceChildren(...parts);
}
