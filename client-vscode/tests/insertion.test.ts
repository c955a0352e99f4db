import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { guideMeant } from '../src/insert/around';
import { findInsertion, type Order, plain } from '../src/insert/insertion';
import type { Definition } from '../src/lens/definitions';
import { headingsFor } from '../src/page/bodies';
import { Guide } from '../src/page/guide';
import type { DocumentParams } from '../src/protocol';

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

const URI = 'file:///a.py';
const CODE = { between: () => '', all: () => [] };

function whole(first: number, last: number, uri = URI, kind = 'function'): Guide {
  const guide = new Guide(uri, headingsFor('en'));
  guide.kind = kind;
  guide.settle({ first, last }, '', CODE);
  guide.end('whole');
  return guide;
}

/** What is asked for by a cursor in a line, 1-based, or by the lines from one to another. */
function asked(first: number, last = first): DocumentParams {
  const character = last === first ? 0 : 9;
  const range = { start: { line: first - 1, character: 0 }, end: { line: last - 1, character } };
  return { uri: URI, range, version: 1 };
}

const definition = (first: number, last: number): Definition => ({
  name: 'a',
  line: first - 1,
  column: 0,
  first,
  last,
});

test('of the guides around a line the innermost is meant, whichever was opened first', () => {
  const [module, method, other, wholly] = [
    whole(1, 20),
    whole(5, 9),
    whole(6, 7, 'file:///b.py'),
    whole(3, 12),
  ];
  const unfinished = new Guide(URI, headingsFor('en'));
  unfinished.settle({ first: 6, last: 7 }, '', CODE);
  const guides = [module, wholly, method, other, unfinished];
  const meant = (line: number) => guideMeant(guides, asked(line), null);
  assert.equal(meant(6), method);
  assert.equal(meant(10), wholly);
  assert.equal(meant(15), module);
  assert.equal(meant(21), null);
});

test('in a definition its own guide is meant or that of a block in it, and none of what is around it', () => {
  const [module, classes, method, block] = [whole(1, 20), whole(3, 18), whole(5, 9), whole(6, 7)];
  const meant = (guides: Guide[], line = 6) => guideMeant(guides, asked(line), definition(5, 9));
  assert.equal(meant([module, classes]), null);
  assert.equal(meant([whole(5, 12), whole(4, 9)]), null);
  assert.equal(meant([module, method, classes]), method);
  assert.equal(meant([method, block]), block);
  assert.equal(meant([method, block], 8), method);
  assert.equal(meant([whole(5, 9, URI, 'module')]), null);
});

test('a selection means itself', () => {
  const [outer, inner] = [whole(1, 20), whole(6, 7)];
  assert.equal(guideMeant([outer, inner], asked(6, 7), null), inner);
  assert.equal(guideMeant([outer, inner], asked(6, 8), null), null);
});
