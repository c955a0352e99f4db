import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { innermostGuide } from '../src/insert/around';
import { findInsertion, type Order, plain } from '../src/insert/insertion';
import { headingsFor } from '../src/page/bodies';
import { Guide } from '../src/page/guide';

const PYTHON = process.env['PYTHON'] ?? 'python3';
const SCRIPT = resolve('python/insertion.py');
const ORDER: Order = {
  text: 'def double(number):\n    return 2 * number\n',
  lines: { first: 1, last: 2 },
  form: 'docstring',
  bodies: {
    description: 'Doubles `number`,\neven a \\*negative\\* one.',
    steps: '1. **Return it**: Returns twice `number`. *(2)*',
    example: '',
  },
};

test('the edit puts the words of the guide under the header', async () => {
  const answer = await findInsertion(PYTHON, SCRIPT, ORDER);
  assert.ok('edit' in answer, JSON.stringify(answer));
  assert.deepEqual([answer.edit.first, answer.edit.last], [2, 1]);
  assert.match(answer.edit.text, /^ {4}"""Doubles `number`, even a \*negative\* one\.\n/);
  assert.match(answer.edit.text, /Return it/);
});

test('what cannot take a docstring is refused with its reason', async () => {
  assert.deepEqual(await findInsertion(PYTHON, SCRIPT, { ...ORDER, text: 'def double(:\n    pass\n' }), {
    refused: 'broken',
  });
  assert.deepEqual(await findInsertion(PYTHON, SCRIPT, { ...ORDER, text: 'one = 1\ntwo = 2\nthree = 3\n' }), {
    refused: 'no-definition',
  });
});

test('where the script does not run, or says no JSON, nothing is inserted', async () => {
  assert.deepEqual(await findInsertion('/no/such/python', SCRIPT, ORDER), { refused: 'failed' });
  const directory = mkdtempSync(join(tmpdir(), 'blockguide-'));
  try {
    for (const [name, code] of Object.entries({ silent: '', falls: 'raise SystemExit(3)' })) {
      const script = join(directory, `${name}.py`);
      writeFileSync(script, code);
      assert.deepEqual(await findInsertion(PYTHON, script, ORDER), { refused: 'failed' }, name);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('Markdown is plain without its escapes and line ends', () => {
  assert.equal(plain(' a\\_b\n  `c_d` '), 'a_b `c_d`');
});

test('of the guides around a line the innermost is meant, whichever was opened first', () => {
  const [uri, text] = ['file:///a.py', ''];
  const whole = (first: number, last: number, of = uri): Guide => {
    const guide = new Guide(of, headingsFor('en'));
    guide.settle({ first, last }, text);
    guide.end('whole');
    return guide;
  };
  const [module, method, other, wholly] = [
    whole(1, 20),
    whole(5, 9),
    whole(6, 7, 'file:///b.py'),
    whole(3, 12),
  ];
  const unfinished = new Guide(uri, headingsFor('en'));
  unfinished.settle({ first: 6, last: 7 }, text);
  const guides = [module, wholly, method, other, unfinished];
  assert.equal(innermostGuide(guides, uri, 6), method);
  assert.equal(innermostGuide(guides, uri, 10), wholly);
  assert.equal(innermostGuide(guides, uri, 15), module);
  assert.equal(innermostGuide(guides, uri, 21), null);
});

test('a guide whose own words went into the code is not stale, and neither is it after undo and redo', () => {
  const guide = new Guide('file:///a.py', headingsFor('en'));
  const without = 'def f():\n    return 1';
  const inserted = 'def f():\n    """One."""\n    return 1';
  guide.settle({ first: 1, last: 2 }, without);
  const put = { first: 1, last: 1, text: '    """One."""\n', fromLineStart: true };
  guide.follow([put], () => inserted);
  assert.ok(guide.isEdited);
  guide.acceptInserted(without);
  assert.ok(!guide.isEdited);
  assert.deepEqual(guide.place, { first: 1, last: 3 });
  guide.follow([{ first: 1, last: 2, text: '', fromLineStart: true }], () => without);
  assert.ok(!guide.isEdited);
  assert.equal(guide.kept().text, without);
  guide.follow([put], () => inserted);
  assert.ok(!guide.isEdited);
  guide.follow([{ first: 2, last: 2, text: 'x', fromLineStart: false }], () => `${inserted}x`);
  assert.ok(guide.isEdited);
});
