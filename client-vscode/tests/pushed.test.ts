import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushed } from '../src/page/pushed';
import type { Position } from '../src/protocol';

const at = (text: string, offset: number): Position => {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
};

test('a position stands before the same text after every edit that leaves it', () => {
  const text = 'def a():\n    go()\n\nb = 1\n';
  for (const written of ['', 'x', '\n', 'import os\n', 'p\nq'])
    for (let first = 0; first <= text.length; first += 1)
      for (let last = first; last <= text.length; last += 1) {
        const after = text.slice(0, first) + written + text.slice(last);
        const change = { range: { start: at(text, first), end: at(text, last) }, text: written };
        for (let offset = 0; offset <= text.length; offset += 1) {
          const moved = offset < first ? offset : Math.max(offset - last, 0) + first + written.length;
          assert.deepEqual(pushed(at(text, offset), change), at(after, moved));
        }
      }
});
