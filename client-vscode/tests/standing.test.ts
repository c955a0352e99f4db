import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Edit, Lines } from '../src/page/anchor';
import { headingsFor } from '../src/page/bodies';
import { Guide, type KeptGuide } from '../src/page/guide';
import type { Code } from '../src/page/search';
import type { KeptGuide as Known } from '../src/protocol';

const URI = 'file:///a.py';

/** A document with an open guide, edited as an editor does. */
class Page {
  lines: string[];
  readonly guide = new Guide(URI, headingsFor('en'));

  constructor(...lines: string[]) {
    this.lines = lines;
    this.guide.setPage('# T\n\n## Description\n\nIt runs.\n');
    this.guide.end('whole');
  }

  get code(): Code {
    return {
      between: ({ first, last }) => this.lines.slice(first - 1, last).join('\n'),
      all: () => this.lines,
    };
  }

  document(place: Lines): this {
    this.guide.settle(place, this.code.between(place), this.code);
    return this;
  }

  /** Puts lines in the place of others: 0-based, the last one not among them. */
  replace(first: number, last: number, ...lines: string[]): this {
    const text = lines.map(each => `${each}\n`).join('');
    const edit: Edit = { first, last, text, fromLineStart: true };
    this.lines = [...this.lines.slice(0, first), ...lines, ...this.lines.slice(last)];
    this.guide.follow([edit], this.code);
    return this;
  }
}

const known = (standing: Known['standing']): Known => ({
  key: 'k',
  name: 'run',
  kind: 'function',
  lines: [2, 4],
  standing,
  reasons: [],
  findings: [],
  writer: 'offline',
  model: '',
});

const block = ['def run():', '    work()', '    rest()'];

test('a guide is stale while its block differs, and no longer when the edit is undone', () => {
  const page = new Page('import os', ...block).document({ first: 2, last: 4 });
  page.replace(2, 3, '    play()');
  assert.equal(page.guide.isEdited, true);
  page.replace(2, 3, '    work()');
  assert.equal(page.guide.isEdited, false);
});

test('a deletion that is undone leaves nothing behind, whatever was deleted', () => {
  for (const [first, last] of [
    [1, 2],
    [2, 3],
    [3, 4],
    [1, 4],
    [0, 5],
  ] as const) {
    const page = new Page('import os', ...block, '', ...block, 'run()').document({ first: 2, last: 4 });
    const cut = page.lines.slice(first, last);
    page.replace(first, last);
    assert.equal(page.guide.isEdited, true, `${first}-${last}`);
    page.replace(first, first, ...cut);
    assert.equal(page.guide.isEdited, false, `${first}-${last}`);
    assert.deepEqual(page.guide.place, { first: 2, last: 4 });
  }
});

test('a block that is cut and pasted elsewhere takes its guide along', () => {
  const page = new Page(...block, 'one()', 'two()').document({ first: 1, last: 3 });
  page.replace(0, 3);
  assert.equal(page.guide.isEdited, true);
  page.replace(1, 1, ...block);
  assert.equal(page.guide.isEdited, false);
  assert.deepEqual(page.guide.place, { first: 2, last: 4 });
});

test('a block that is edited stays stale, though a copy of what it was stands elsewhere', () => {
  const page = new Page(...block, '', '', ...block).document({ first: 1, last: 3 });
  page.replace(1, 2, '    play()');
  assert.equal(page.guide.isEdited, true);
  assert.deepEqual(page.guide.place, { first: 1, last: 3 });
});

test('a guide comes back to where its block stands now, and its steps with it', () => {
  const page = new Page('import os', ...block).document({ first: 2, last: 4 });
  page.guide.key = 'k';
  const kept = JSON.parse(JSON.stringify(page.guide.kept())) as KeptGuide;
  const later = new Page('import os', 'import re', 'import sys', ...block);
  const guide = new Guide(URI, headingsFor('en'));
  guide.restore(kept, later.code);
  assert.equal(guide.isEdited, false);
  assert.deepEqual(guide.place, { first: 4, last: 6 });
  assert.deepEqual(guide.anchor, { first: 2, now: [4, 5, 6] });
  assert.ok(guide.cached);
  const other = new Guide(URI, headingsFor('en'));
  other.restore(kept, new Page('import os', 'def run():', '    other()', '').code);
  assert.equal(other.isEdited, true);
  const gone = new Guide(URI, headingsFor('en'));
  gone.restore(kept, null);
  assert.equal(gone.stage, 'whole');
  assert.equal(gone.isEdited, false);
});

test('what was done to a closed file is seen when it is opened again', () => {
  const page = new Page('import os', ...block).document({ first: 2, last: 4 });
  page.lines = ['import os', '', '', ...block];
  page.guide.locate(page.code);
  assert.deepEqual(page.guide.place, { first: 4, last: 6 });
  assert.equal(page.guide.isEdited, false);
  page.lines = ['import os'];
  page.guide.locate(page.code);
  assert.equal(page.guide.isEdited, true);
});

test('a guide that is not whole is not kept', () => {
  const guide = new Guide(URI, headingsFor('en'));
  assert.equal(guide.kept(), null);
  guide.take({ section: 'description', text: 'It' });
  assert.equal(guide.kept(), null);
  guide.end('cancelled');
  assert.equal(guide.kept(), null);
});

test('a kept guide of an edited block is stale, until the block is again what it was', () => {
  const page = new Page(...block);
  page.guide.stand({ first: 1, last: 3 }, page.code);
  assert.equal(page.guide.isEdited, false);
  page.guide.judge(known('edited'));
  assert.equal(page.guide.isEdited, true);
  page.replace(1, 2, '    play()');
  assert.equal(page.guide.isEdited, true);
  page.guide.judge(known('holds'));
  assert.equal(page.guide.isEdited, false);
  page.replace(1, 2, '    work()');
  assert.equal(page.guide.isEdited, true);
});

test('what was inserted of a guide makes it no other, nor does its undoing', () => {
  const page = new Page(...block).document({ first: 1, last: 3 });
  page.replace(1, 1, '    """Runs."""');
  assert.equal(page.guide.isEdited, true);
  page.guide.accept();
  assert.equal(page.guide.isEdited, false);
  assert.deepEqual(page.guide.place, { first: 1, last: 4 });
  page.replace(1, 2);
  assert.equal(page.guide.isEdited, false);
  page.replace(1, 1, '    """Runs."""');
  assert.equal(page.guide.isEdited, false);
  page.replace(1, 2);
  page.replace(1, 2, '    play()');
  assert.equal(page.guide.isEdited, true);
});

test('a guide goes along with its file and with the folder of it', () => {
  const { guide } = new Page(...block);
  guide.rename('file:///a.p', 'file:///c.p');
  assert.equal(guide.uri, URI);
  guide.rename(URI, 'file:///one/b.py');
  guide.rename('file:///one', 'file:///two');
  assert.equal(guide.uri, 'file:///two/b.py');
});
