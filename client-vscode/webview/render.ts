/** Markdown of a guide to HTML, piece by piece: a piece that did not change is not rendered again. */

import MarkdownIt from 'markdown-it';

/** A part of a section's Markdown that is rendered by itself: a top-level step, or what stands between blank lines. */
export interface Piece {
  readonly kind: 'step' | 'block';
  /** Where it begins in the section. */
  readonly start: number;
  readonly text: string;
}

const STEP = /^\d+[.)] /;
const FENCE = /^ {0,3}(`{3,})/;
const LINES = /^\((\d+)(?:-(\d+))?\)$/;

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: false });
// A guide shows no pictures and loads nothing; a link leaves the page only to the web, and its target is shown.
markdown.disable(['image', 'html_inline', 'html_block', 'lheading', 'reference']);
markdown.validateLink = target => /^https?:\/\//i.test(target);

type Token = ReturnType<typeof markdown.parse>[number];

markdown.core.ruler.push('lines', state => {
  const items: Token[] = [];
  for (const token of state.tokens) {
    if (token.type === 'list_item_open') items.push(token);
    else if (token.type === 'list_item_close') items.pop();
    else if (token.type === 'inline') takeLines(token, items[items.length - 1]);
  }
});

markdown.renderer.rules['lines'] = (tokens, index) => {
  const { first, last } = (tokens[index]?.meta ?? { first: 0, last: 0 }) as { first: number; last: number };
  const shown = first === last ? `${first}` : `${first}–${last}`;
  const button = `<button type="button" class="lines" data-first="${first}" data-last="${last}">${shown}</button>`;
  return `<span class="told">&nbsp;${button}</span>`;
};

/** The steps' `*(3-5)*` becomes a button, and the step knows its lines. */
function takeLines(inline: Token, item: Token | undefined): void {
  const children = inline.children ?? [];
  const end = children.length;
  const [open, text, close] = [children[end - 3], children[end - 2], children[end - 1]];
  const found = LINES.exec(text?.content ?? '');
  if (open?.type !== 'em_open' || close?.type !== 'em_close' || found === null || item === undefined || !text)
    return;
  const first = Number(found[1]);
  const last = Number(found[2] ?? first);
  item.attrSet('data-first', String(first));
  item.attrSet('data-last', String(last));
  text.type = 'lines';
  text.meta = { first, last };
  children.splice(end - 3, 3, text);
  // No line of the page begins with the button: it stays with the word before it.
  const before = children[end - 4];
  if (before?.type === 'softbreak') children.splice(end - 4, 1);
  else if (before?.type === 'text') before.content = before.content.trimEnd();
}

/**
 * The pieces of a section from a character on, which is the beginning of a piece. However the text grows,
 * all pieces but the last stay as they are.
 */
export function piecesOf(text: string, from = 0): Piece[] {
  const pieces: { kind: Piece['kind']; start: number; lines: string[] }[] = [];
  let fence = '';
  let isBlank = true;
  let start = from;
  for (const line of text.slice(from).split('\n')) {
    const mark = FENCE.exec(line)?.[1] ?? '';
    const current = pieces[pieces.length - 1];
    const starts = fence === '' && (STEP.test(line) || (isBlank && line !== '' && !/^\s/.test(line)));
    if (starts || current === undefined) {
      if (line !== '' || current !== undefined)
        pieces.push({ kind: STEP.test(line) ? 'step' : 'block', start, lines: [line] });
    } else current.lines.push(line);
    if (fence === '' && mark !== '') fence = mark;
    else if (mark.length >= fence.length && fence !== '' && line.trim() === mark) fence = '';
    isBlank = fence === '' && line.trim() === '';
    start += line.length + 1;
  }
  return pieces.map(({ kind, start, lines }) => ({ kind, start, text: lines.join('\n').trimEnd() }));
}

/** Where a section is read again when another text stands from a character on, and how many pieces stay before. */
export function readAgain(
  from: number,
  pieces: readonly Piece[],
): { readonly kept: number; readonly start: number } {
  // What makes a line begin a piece must stand as it did.
  const last = pieces.findLastIndex(each => each.start + begun(each) <= from);
  return { kept: Math.max(last, 0), start: pieces[last]?.start ?? 0 };
}

function begun({ kind, text }: Piece): number {
  return kind === 'step' ? (text.split(' ', 1)[0] ?? '').length + 1 : 1;
}

/** A piece as HTML. It is safe: nothing of the text is taken for HTML. */
export function render(piece: Piece): string {
  return markdown.render(piece.text);
}
