import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLink, retitled } from '../src/hover/links';
import { FIRST_WORDS_MS, PARTS, Reading } from '../src/hover/parts';
import { headingsFor } from '../src/page/bodies';
import { Guide } from '../src/page/guide';

function reading(): { guide: Guide; parts: (waited?: number) => (string | null)[] } {
  const guide = new Guide('file:///a.py', headingsFor('en'));
  const read = new Reading(guide, { writing: '', links: () => 'links' });
  return {
    guide,
    parts: (waited = 0) => Array.from({ length: PARTS }, (_, part) => read.part(part, waited)),
  };
}

test('nothing is told before the first word', () => {
  assert.deepEqual(reading().parts(10_000), [null, null, null, null, null]);
});

test('the words so far come after a moment, their rest when the section is whole', () => {
  const { guide, parts } = reading();
  guide.take({ section: 'description', text: 'It reads the fi' });
  assert.deepEqual(parts(), [null, null, null, null, null]);
  assert.deepEqual(parts(FIRST_WORDS_MS), ['It reads the …', null, null, null, null]);
  guide.take({ section: 'description', text: 'le.' });
  guide.take({ section: 'steps', text: '1. **Open**: x. *(1)*\n2. **Read**: y. *(2)*' });
  assert.deepEqual(parts(FIRST_WORDS_MS).slice(0, 3), ['It reads the …', 'file.', null]);
  guide.take({ section: 'example', text: '```python\nread()\n```' });
  assert.deepEqual(parts().slice(2), ['1. Open\n2. Read', null, null]);
  guide.end('whole');
  assert.deepEqual(parts().slice(3), ['````python\nread()\n````', 'links']);
});

test('of a description that was revised only the new sentences are told', () => {
  const { guide, parts } = reading();
  guide.take({ section: 'description', text: 'It reads a file. It may fail.' });
  assert.equal(parts()[0], null);
  assert.equal(parts(FIRST_WORDS_MS)[0], 'It reads a file. It may …');
  guide.take({ section: 'description', body: 'It reads a file.\nIt returns `int`. It may fail.' });
  guide.take({ section: 'steps', text: '1.' });
  assert.equal(parts(FIRST_WORDS_MS)[1], 'It returns `int`. It may fail.');
});

test('a description that is whole is told whole, at once', () => {
  const { guide, parts } = reading();
  guide.take({ section: 'description', text: 'It reads.' });
  guide.take({ section: 'steps', text: '1.' });
  assert.deepEqual(parts().slice(0, 2), ['It reads.', '']);
});

test('while a guide is written anew, nothing is told of its old words', () => {
  const { guide, parts } = reading();
  guide.take({ section: 'description', text: 'It was old.' });
  guide.take({ section: 'steps', text: '1. **Old**: x. *(1)*' });
  guide.end('whole');
  guide.begin();
  assert.deepEqual(parts(FIRST_WORDS_MS), [null, null, null, null, null]);
  assert.deepEqual(parts(10_000), [null, null, null, null, null]);
  guide.take({ section: 'description', text: 'It is ne' });
  assert.equal(parts(10_000)[0], null);
  assert.equal(parts(10_000 + FIRST_WORDS_MS)[0], 'It is …');
  guide.take({ section: 'description', text: 'w.' });
  guide.take({ section: 'steps', text: '1.' });
  assert.equal(parts(10_000 + FIRST_WORDS_MS)[1], 'new.');
});

test('what a hover has shown of the old words is not for the next one', () => {
  const guide = new Guide('file:///a.py', headingsFor('en'));
  const read = new Reading(guide, { writing: '', links: () => 'links' });
  guide.take({ section: 'description', text: 'It was old.' });
  read.part(0, 0);
  read.part(0, FIRST_WORDS_MS);
  assert.equal(read.isSpent, false);
  guide.end('whole');
  assert.equal(read.isSpent, true);
  guide.begin();
  assert.equal(read.isSpent, true);
  assert.equal(new Reading(guide, { writing: '', links: () => 'links' }).isSpent, false);
});

test("a link's argument survives parentheses and spaces", () => {
  const link = commandLink('Show the guide', 'blockguide.show', {
    key: 'ab',
    uri: 'file:///a%20b.py',
    name: 'f(x)',
  });
  assert.match(link, /^\[[^\]]+\]\(command:blockguide\.show\?[^()\s]+\)$/);
  const [argument] = JSON.parse(decodeURIComponent(link.split('?')[1]?.slice(0, -1) ?? '')) as unknown[];
  assert.deepEqual(argument, { key: 'ab', uri: 'file:///a%20b.py', name: 'f(x)' });
});

test("the server's links get titles of ours, and go where they went", () => {
  const links =
    '[Show the guide](command:blockguide.show?%5B1%5D) · [Other](command:blockguide.other?%5B2%5D)';
  assert.equal(
    retitled(`[text](https://x) ${links}`, { 'blockguide.show': 'Показать' }),
    '[text](https://x) [Показать](command:blockguide.show?%5B1%5D) · [Other](command:blockguide.other?%5B2%5D)',
  );
});
