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
  const uri = 'file:///a.py';
  const code = { between: () => '', all: () => [] };
  const whole = (first: number, last: number, of = uri): Guide => {
    const guide = new Guide(of, headingsFor('en'));
    guide.settle({ first, last }, '', code);
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
  unfinished.settle({ first: 6, last: 7 }, '', code);
  const guides = [module, wholly, method, other, unfinished];
  assert.equal(innermostGuide(guides, uri, 6), method);
  assert.equal(innermostGuide(guides, uri, 10), wholly);
  assert.equal(innermostGuide(guides, uri, 15), module);
  assert.equal(innermostGuide(guides, uri, 21), null);
});
