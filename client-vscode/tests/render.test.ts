import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf, render } from '../webview/render';

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

test('the pieces together say what the whole says', () => {
  assert.match(html('```python\na\n\n\nb\n```'), /a\n\n\nb/);
});
