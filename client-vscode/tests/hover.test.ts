import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLink, furtherLinks, shownGuide } from '../src/hover/links';
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

test('a description that is whole is told whole, at once', () => {
  const { guide, parts } = reading();
  guide.take({ section: 'description', text: 'It reads.' });
  guide.take({ section: 'steps', text: '1.' });
  assert.deepEqual(parts().slice(0, 2), ['It reads.', '']);
});

test("the guide that a hover shows is read from the server's own link", () => {
  const link = commandLink('Show the guide', 'blockguide.show', {
    key: 'ab',
    uri: 'file:///a%20b.py',
    name: 'f(x)',
  });
  assert.deepEqual(shownGuide(`text ${link}`), { key: 'ab', uri: 'file:///a%20b.py', name: 'f(x)' });
  assert.equal(shownGuide('[x](command:blockguide.show?%7Bbroken)'), null);
  assert.equal(shownGuide('no link'), null);
});

test('further links are commands with one argument', () => {
  const at = { line: 1, character: 0 };
  const links = furtherLinks(
    { key: 'ab' },
    'file:///a.py',
    { start: at, end: at },
    { anew: 'Anew', copy: 'Copy' },
  );
  assert.match(
    links,
    /^ · \[Anew\]\(command:blockguide\.document\?%5B[^)]+\) · \[Copy\]\(command:blockguide\.copyKept\?/,
  );
  assert.doesNotMatch(
    furtherLinks({ key: 'ab' }, 'file:///a.py', null, { anew: 'Anew', copy: 'Copy' }),
    /Anew/,
  );
});
