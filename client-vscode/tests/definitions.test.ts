import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../src/insert/insertion';
import { definitionAround, definitions } from '../src/lens/definitions';

test('functions and classes are found by their headers, and not inside strings', () => {
  const text = [
    'def one(): pass',
    'class Two:',
    '    async def three(self):',
    '        """',
    'def not_this():',
    '        """',
    "        x = '''a''' + \"'''\"  # '''",
    '    def größe(self): ...',
    'define = 1',
  ];
  assert.deepEqual(
    definitions(text).map(({ name, line, column }) => [name, line, column]),
    [
      ['one', 0, 0],
      ['Two', 1, 0],
      ['three', 2, 4],
      ['größe', 7, 4],
    ],
  );
});

test('a line is in the innermost definition whose decorators, header and body stand around it', () => {
  const text = [
    'import os',
    '@cached(',
    '    size=3,',
    ')',
    '# Ours.',
    'def one(',
    '    number,',
    '):',
    '    """',
    'No end.',
    '    """',
    '    def inner(): return """',
    '"""',
    '',
    '    return [',
    'number, "(",',
    '    ]',
    '',
    'class Two:',
    '    size = 2',
    '',
    '    def three(self):',
    '        # def not_this():',
    '        return ")"',
    '    # The end.',
    '',
    'one(2)',
    'def broken(:',
    'def next(): (',
    'def last(): pass',
  ];
  const names = text.map((_, index) => definitionAround(text, index + 1)?.name ?? '');
  const repeated = (name: string, times: number) => Array<string>(times).fill(name);
  assert.deepEqual(names, [
    '',
    ...repeated('one', 10),
    ...repeated('inner', 2),
    ...repeated('one', 4),
    '',
    ...repeated('Two', 3),
    ...repeated('three', 3),
    ...repeated('', 3),
    'broken',
    'next',
    'last',
  ]);
});

test('a docstring gets plain words', () => {
  assert.equal(plain('Reads \\*args\n and `x`.'), 'Reads *args and `x`.');
});
