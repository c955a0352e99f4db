import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportBody } from '../src/commands/report';
import { guideOf, isStale } from '../src/guides/heads';
import { definitions } from '../src/lens/definitions';
import { headingsFor } from '../src/page/bodies';
import { Guide } from '../src/page/guide';
import type { DocumentAnswer, KeptGuide, SentAnswer } from '../src/protocol';
import { sentPage } from '../src/sent/page';

const kept = (name: string, lines: [number, number], more: Partial<KeptGuide> = {}): KeptGuide => ({
  key: `key of ${name}`,
  name,
  kind: 'function',
  lines,
  standing: 'holds',
  reasons: [],
  findings: [],
  writer: 'offline',
  model: '',
  ...more,
});

test('a definition has the innermost guide of its name, decorators or not', () => {
  const [outer, method, other] = definitions([
    'class A:',
    '    @cached',
    '    def run(self):',
    '        pass',
    'def run(): pass',
  ]);
  assert.ok(outer && method && other);
  const guides = [kept('A', [1, 4]), kept('A.run', [2, 4])];
  assert.equal(guideOf(guides, outer)?.name, 'A');
  assert.equal(guideOf(guides, method)?.name, 'A.run');
  assert.equal(guideOf(guides, other), null);
});

test('what is being looked at is not called stale', () => {
  const standings = ['holds', 'untold', 'stale', 'edited'] as const;
  assert.deepEqual(
    standings.map(standing => isStale(kept('a', [1, 2], { standing }))),
    [false, false, true, true],
  );
});

const at = (line: number, last = line) => ({
  start: { line, character: 4 },
  end: { line: last, character: 9 },
});

test('a guide is meant by its lines, and by what it was asked for as long as the code is the same', () => {
  const request = { uri: 'file:///a.py', range: at(2), version: 1 };
  const guide = new Guide('file:///a.py', headingsFor('en'));
  guide.asked = request;
  assert.ok(guide.isMeantBy({ ...request, range: at(2) }));
  assert.ok(!guide.isMeantBy({ ...request, version: 2 }));
  assert.ok(!guide.isMeantBy({ ...request, range: at(3) }));
  assert.ok(!guide.isMeantBy({ ...request, uri: 'file:///b.py' }));
  guide.take({ job: '1', name: 'run', kind: 'function', lines: [2, 9] });
  assert.ok(guide.isMeantBy({ ...request, range: at(1, 8), version: 2 }));
  assert.ok(!guide.isMeantBy({ ...request, range: at(1, 7), version: 2 }));
});

test('a lens means the block that begins at its line, also when a guide was asked for there before', () => {
  const lens = { uri: 'file:///a.py', range: at(0) };
  const guide = new Guide('file:///a.py', headingsFor('en'));
  guide.asked = lens;
  guide.take({ job: '1', name: 'foo', kind: 'function', lines: [1, 2] });
  assert.ok(guide.isMeantBy(lens), 'it is asked for twice');
  const code = { between: () => '', all: () => [] };
  guide.follow([{ first: 0, last: 0, text: 'def bar():\n    pass\n', fromLineStart: true }], code);
  assert.ok(!guide.isMeantBy(lens), 'another block stands there now');
});

test('a request of a document that was opened again is another, whatever its version', () => {
  const request = { uri: 'file:///a.py', range: at(2), version: 1 };
  const guide = new Guide('file:///a.py', headingsFor('en'));
  guide.asked = request;
  guide.take({ job: '1', name: 'run', kind: 'function', lines: [2, 9] });
  assert.ok(guide.isMeantBy(request));
  guide.locate({ between: () => '', all: () => [] });
  assert.ok(!guide.isMeantBy(request));
});

test('an open guide takes what the server knows, and keeps it while the server looks', () => {
  const guide = new Guide('file:///a.py', headingsFor('en'));
  const answer: DocumentAnswer = {
    guide: {},
    page: '',
    key: 'k',
    job: '1',
    writer: 'model',
    model: 'tiny',
    cached: true,
    stale: [],
    checks: { passed: [], findings: [] },
    outdated: false,
  };
  guide.finish(answer);
  assert.deepEqual(
    [guide.stage, guide.key, guide.writer, guide.model, guide.cached],
    ['whole', 'k', 'model', 'tiny', true],
  );
  guide.judge(kept('a', [1, 2], { standing: 'stale', reasons: ['`b` changed'] }));
  guide.judge(kept('a', [1, 2], { standing: 'untold' }));
  assert.deepEqual(guide.reasons, ['`b` changed']);
  guide.judge(kept('a', [1, 2]));
  assert.deepEqual(guide.reasons, []);
});

test('what is sent is shown whole, whatever it holds', () => {
  const answer: SentAnswer = {
    messages: [{ role: 'user', text: 'a\n```python\nx\n```\n' }],
    tokens: 12,
    dropped: ['a caller', 'a test'],
    secrets: 2,
    model: '',
  };
  const words = {
    title: 'Sent',
    sent: (model: string) => `to ${model}`,
    nothing: 'nothing',
    tokens: (count: number) => `${count} tokens.`,
    secrets: (count: number) => `${count} secrets.`,
    dropped: (what: string) => `dropped ${what}.`,
  };
  assert.equal(
    sentPage(answer, words),
    '# Sent\n\nnothing\n\n12 tokens. 2 secrets. dropped a caller, a test.\n\n## user\n\n````text\na\n```python\nx\n```\n````\n',
  );
  assert.match(
    sentPage({ ...answer, model: 'tiny', secrets: 0, dropped: [] }, words),
    /to tiny\n\n12 tokens\.\n/,
  );
});

test('a report holds the surroundings alone', () => {
  const known = {
    version: '1',
    editor: 'E 2',
    system: 'linux 6',
    python: '3.12.1',
    writer: 'offline',
  };
  const body = reportBody(known, { happened: 'Что', expected: 'Ждали', surroundings: 'Где' });
  assert.match(body, /^\*\*Что\*\*\s+\*\*Ждали\*\*\s+\*\*Где\*\*\n\n- /);
  assert.match(body, /- BlockGuide 1, writer: offline\n- E 2\n- linux 6\n- Python 3\.12\.1\n$/);
  assert.doesNotMatch(body, /[/\\]home|file:/);
});
