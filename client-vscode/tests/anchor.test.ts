import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchored, blockNow, documentedLine, type Edit, followed, placeNow } from '../src/page/anchor';

/** Replaces a piece of a text, as an editor does. */
function edited(
  lines: string[],
  from: [number, number],
  to: [number, number],
  text: string,
): [string[], Edit] {
  const before = (lines[from[0]] ?? '').slice(0, from[1]);
  const after = (lines[to[0]] ?? '').slice(to[1]);
  const between = (before + text + after).split('\n');
  const edit = { first: from[0], last: to[0], text, fromLineStart: from[1] === 0 };
  return [[...lines.slice(0, from[0]), ...between, ...lines.slice(to[0] + 1)], edit];
}

const LINES = ['one', 'two', 'three', 'four', 'five'];

test('lines above move the block', () => {
  const [, edit] = edited(LINES, [0, 0], [0, 0], 'zero\n');
  assert.deepEqual(blockNow(followed(anchored({ first: 2, last: 4 }), edit)), { first: 3, last: 5 });
});

test('an edit within a line leaves it there', () => {
  const [, edit] = edited(LINES, [2, 1], [2, 3], 'x');
  assert.deepEqual(placeNow(followed(anchored({ first: 2, last: 4 }), edit), { first: 3, last: 3 }), {
    first: 3,
    last: 3,
  });
});

test('a deleted line is gone, and the others are still told', () => {
  const [, edit] = edited(LINES, [2, 0], [3, 0], '');
  const anchor = followed(anchored({ first: 2, last: 4 }), edit);
  assert.equal(placeNow(anchor, { first: 3, last: 3 }), null);
  assert.deepEqual(placeNow(anchor, { first: 4, last: 4 }), { first: 3, last: 3 });
  assert.equal(documentedLine(anchor, 3), 4);
});

test('a line put before another pushes it, one put behind does not', () => {
  const anchor = anchored({ first: 2, last: 4 });
  assert.deepEqual(blockNow(followed(anchor, edited(LINES, [1, 0], [1, 0], 'x\n')[1])), {
    first: 3,
    last: 5,
  });
  assert.deepEqual(blockNow(followed(anchor, edited(LINES, [3, 4], [3, 4], '\nx')[1])), {
    first: 2,
    last: 4,
  });
});

test('whatever is edited, the lines that still stand are the ones that are told', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  for (let round = 0; round < 2000; round += 1) {
    let lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
    let anchor = anchored({ first: 4, last: 9 });
    for (let count = 0; count < 4; count += 1) {
      const first = random(lines.length);
      const last = Math.min(first + random(3), lines.length - 1);
      const whole = random(2) === 0;
      const from: [number, number] = [first, whole ? 0 : (lines[first] ?? '').length];
      const to: [number, number] = whole ? [last, 0] : [last, (lines[last] ?? '').length];
      const text = whole ? 'new\n'.repeat(random(3)) : '\nnew'.repeat(random(3));
      const [after, edit] = edited(lines, from, to, text);
      lines = after;
      anchor = followed(anchor, edit);
    }
    for (let line = 4; line <= 9; line += 1) {
      const at = lines.indexOf(`line ${line}`) + 1;
      const told = placeNow(anchor, { first: line, last: line });
      if (at > 0) assert.deepEqual(told, { first: at, last: at }, `line ${line} in round ${round}`);
    }
  }
});
