import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../src/insert/insertion';
import { definitions } from '../src/lens/definitions';

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

test('a docstring gets plain words', () => {
  assert.equal(plain('Reads \\*args\n and `x`.'), 'Reads *args and `x`.');
});
