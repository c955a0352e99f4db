import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Piece, piecesOf, readAgain, render } from '../webview/render';

const html = (text: string) => piecesOf(text).map(render).join('');

test('a step knows its lines, and shows them as a button', () => {
  const shown = html('1. **Open**: Opens `x`. *(3-5)*\n    - **In**: y. *(4)*');
  assert.match(shown, /<li data-first="3" data-last="5">/);
  assert.match(shown, /<button type="button" class="lines" data-first="3" data-last="5">3–5<\/button>/);
  assert.match(shown, /<li data-first="4" data-last="4">/);
  assert.doesNotMatch(shown, /<em>/);
});

test('nothing of the text is taken for HTML, and nothing is loaded', () => {
  const bad =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> ![i](https://x/y.png) [a](command:x) [b](javascript:x) [c](file:///etc/passwd)';
  for (const text of [bad, `1. ${bad}`, `\`\`\`python\n${bad}\n\`\`\``, `# ${bad}`]) {
    assert.doesNotMatch(html(text), /<(script|img|iframe)|href="(?!https?:)/);
  }
});

test('however a section grows, only its last piece changes', () => {
  const text =
    'First.\n\nSecond `x`.\n\n1. **A**: a. *(1)*\n    - **B**: b. *(2)*\n\n2. **C**: c.\n\n```python\nx = 1\n\n1. y\n\ny = 2\n```\n\nEnd.';
  for (let end = 1; end < text.length; end += 1) {
    const before = piecesOf(text.slice(0, end));
    const after = piecesOf(text.slice(0, end + 1));
    for (const [index, piece] of before.slice(0, -1).entries()) assert.deepEqual(after[index], piece);
  }
  assert.deepEqual(
    piecesOf(text).map(({ kind }) => kind),
    ['block', 'block', 'step', 'step', 'block', 'block'],
  );
});

test('text that grows and is revised in any parts has the pieces of the whole', () => {
  const random = seeded(20261122);
  for (let round = 0; round < 400; round += 1) {
    let text = '';
    let pieces: Piece[] = [];
    for (let part = 0; part < 30; part += 1) {
      const from = random(5) === 0 ? random(text.length + 1) : text.length;
      const whole =
        text.slice(0, from) + Array.from({ length: random(6) }, () => pick(PARTS, random)).join('');
      const { kept, start } = readAgain(from, pieces);
      pieces = [...pieces.slice(0, kept), ...piecesOf(whole, start)];
      text = whole;
      assert.deepEqual(pieces, piecesOf(text), JSON.stringify(text));
    }
    assert.equal(pieces.map(render).join(''), html(text));
  }
});

test('of a text that only grows, no more than the last piece is read again', () => {
  const pieces = piecesOf('One.\n\n1. **A**: a.\n2. **B**: b.\n');
  assert.equal(pieces.length, 3);
  assert.deepEqual(readAgain(30, pieces), { kept: 2, start: 19 });
});

test('a button never stands alone at the beginning of a line', () => {
  const kept = /[^\s>]<span class="told">&nbsp;<button [^>]*>3<\/button><\/span><\/li>/;
  for (const text of ['1. **A**: a word. *(3)*', '1. **A**: a word.   *(3)*', '1. **A**: a word.\n   *(3)*'])
    assert.match(html(text), kept);
});

test('the pieces together say what the whole says', () => {
  assert.match(html('```python\na\n\n\nb\n```'), /a\n\n\nb/);
});

const PARTS = [
  'a',
  ' ',
  '\n',
  '\n\n',
  '1',
  '. ',
  '1. ',
  '12) b',
  '    - c',
  '- ',
  '`x`',
  '```',
  '\n```python\n',
  '\n````\n',
  '*(3-4)*',
];

function pick<T>(from: readonly T[], random: (below: number) => number): T {
  return from[random(from.length)] as T;
}

/** Numbers below a bound, the same each time (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
