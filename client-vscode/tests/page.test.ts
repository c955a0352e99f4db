import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grown, headingsFor, languageOf, latest, NO_BODIES } from '../src/page/bodies';
import { Guide } from '../src/page/guide';
import { exampleOf, readPage, replacedFrom, writePage } from '../src/page/page';
import { stepAt, stepsOf, titlesOf } from '../src/page/steps';
import { changesBetween } from '../src/view/changes';

const EN = headingsFor('en');
const BODIES = {
  description: 'Reads.\n\nMore.',
  steps: '1. **Start**: A. *(3)*\n2. **Loop**: B. *(4-9)*\n    - **Inner `x`**: C. *(5-6)*',
  example: '```python\nprint("1")\n```',
};

test('a page is read as it was written', () => {
  const page = writePage({ headings: EN, bodies: BODIES });
  assert.deepEqual(readPage(page, EN), { headings: EN, bodies: BODIES });
});

test('a page in another language tells its own headings', () => {
  const ru = headingsFor('ru-RU');
  const page = writePage({ headings: ru, bodies: BODIES });
  assert.deepEqual(readPage(page, EN), { headings: ru, bodies: BODIES });
});

test('a rule inside the example is no heading', () => {
  const bodies = { ...BODIES, example: `\`\`\`python\nx = """\na\n${'-'.repeat(25)}\n"""\n\`\`\`` };
  assert.deepEqual(readPage(writePage({ headings: EN, bodies }), EN).bodies, bodies);
});

test('an unfinished page is read as far as it goes', () => {
  const page = writePage({ headings: EN, bodies: BODIES });
  for (let end = 0; end <= page.length; end += 1) readPage(page.slice(0, end), EN);
  assert.equal(readPage('', EN).bodies.description, '');
});

test('the example is what stands in the fence, also before it is closed', () => {
  assert.equal(exampleOf(BODIES), 'print("1")\n');
  assert.equal(exampleOf({ ...BODIES, example: '```python\nprint(1)' }), 'print(1)');
  assert.equal(exampleOf({ ...BODIES, example: '````python\na = "```"\n````' }), 'a = "```"\n');
  assert.equal(exampleOf(NO_BODIES), '');
});

test('deltas replace a page from a line on', () => {
  assert.equal(replacedFrom('', 0, 'a\nb'), 'a\nb');
  assert.equal(replacedFrom('a\nb\nc', 1, 'B\nC\nD'), 'a\nB\nC\nD');
});

test('progress grows and revises sections, and what is unknown changes nothing', () => {
  let bodies = grown(NO_BODIES, { section: 'description', text: 'A' });
  bodies = grown(bodies, { section: 'description', text: 'B' });
  assert.equal(bodies.description, 'AB');
  assert.equal(latest(bodies), 'description');
  assert.equal(grown(bodies, { section: 'description', body: 'C' }).description, 'C');
  assert.equal(grown(bodies, { section: 'toString', text: 'x' }), bodies);
});

test('the page is told only what it does not have', () => {
  const steps = `${BODIES.steps}\n3. **End**`;
  assert.deepEqual(changesBetween(BODIES, BODIES), []);
  assert.deepEqual(changesBetween(BODIES, { ...BODIES, steps }), [
    { section: 'steps', from: BODIES.steps.length, text: '\n3. **End**' },
  ]);
  assert.deepEqual(changesBetween({ ...BODIES, steps }, { ...BODIES, steps: `${BODIES.steps}\n3. End` }), [
    { section: 'steps', from: BODIES.steps.length + 4, text: 'End' },
  ]);
  assert.deepEqual(changesBetween({ ...BODIES, steps }, BODIES), [
    { section: 'steps', from: BODIES.steps.length, text: '' },
  ]);
});

test('steps tell their lines, and the innermost one wins', () => {
  const steps = stepsOf(BODIES.steps);
  assert.deepEqual(
    steps.map(step => [step.level, step.first, step.last]),
    [
      [0, 3, 3],
      [0, 4, 9],
      [1, 5, 6],
    ],
  );
  assert.equal(stepAt(steps, 5)?.title, 'Inner `x`');
  assert.equal(stepAt(steps, 8)?.title, 'Loop');
  assert.equal(stepAt(steps, 10), null);
  assert.deepEqual(titlesOf(BODIES.steps), ['Start', 'Loop']);
});

test('a guide keeps its old words until the first new one', () => {
  const guide = new Guide('file:///a.py', EN);
  guide.setPage(writePage({ headings: EN, bodies: BODIES }));
  guide.end('whole');
  guide.begin();
  assert.equal(guide.bodies.description, BODIES.description);
  guide.take({ section: 'description', text: 'New' });
  assert.deepEqual(guide.bodies, { ...NO_BODIES, description: 'New' });
});

test('the language of a page is that of its headings', () => {
  for (const language of ['en', 'ru', 'de', 'fr', 'es']) {
    const page = writePage({ headings: headingsFor(language), bodies: { ...NO_BODIES, description: 'x' } });
    assert.equal(languageOf(readPage(page, EN).headings), language);
  }
  assert.equal(languageOf({ ...EN, title: 'Notes' }), 'en');
});
