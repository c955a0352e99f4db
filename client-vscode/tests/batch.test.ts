import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceOf } from '../src/batch/choice';
import { batchEnd, batchStep } from '../src/batch/output';

test('a batch tells how far it is', () => {
  assert.deepEqual(batchStep('[3/10] app/cart.py.md'), { done: 3, all: 10, page: 'app/cart.py.md' });
  assert.equal(batchStep('10 pages to write, 0 up to date'), null);
});

test('a batch has written its guides only where it says so', () => {
  const all = '3 pages written, 1 up to date, 0 failed';
  const some = '1 page written, 1 up to date, 2 failed, 1 with findings';
  const none = '0 pages written, 0 up to date, 0 failed';
  assert.deepEqual(batchEnd(0, all), { kind: 'done', pages: 4, failed: 0 });
  assert.deepEqual(batchEnd(1, some), { kind: 'done', pages: 4, failed: 2 });
  assert.deepEqual(batchEnd(0, none), { kind: 'done', pages: 0, failed: 0 });
  for (const code of [0, 1, 2, 130, null])
    assert.deepEqual(batchEnd(code, ''), { kind: 'failed' }, `${code}`);
  for (const code of [2, 130, null]) assert.deepEqual(batchEnd(code, all), { kind: 'failed' }, `${code}`);
});

test('a batch takes what was chosen otherwise than usual, and nothing else', () => {
  const usual: Record<string, unknown> = {
    writer: 'auto',
    model: '',
    language: 'en',
    'endpoint.baseUrl': '',
    'cache.directory': '',
    'budget.dailyTokens': 0,
    'prices.models': {},
  };
  const read = (chosen: Record<string, unknown>) =>
    choiceOf(name => ({ now: chosen[name] ?? usual[name], usual: usual[name] }));
  assert.deepEqual(read({}), { options: [], variables: {} });
  assert.deepEqual(read({ 'prices.models': {} }), { options: [], variables: {} });
  assert.deepEqual(read({ writer: 5, 'prices.models': [] }), { options: [], variables: {} });
  assert.deepEqual(
    read({
      writer: 'model',
      model: '-odd name',
      language: 'ru',
      'endpoint.baseUrl': 'http://127.0.0.1:1/v1',
      'cache.directory': '~/kept guides',
      'budget.dailyTokens': 9,
      'prices.models': { 'a.b:7b': [0.4, 1.6] },
      followCursor: false,
    }),
    {
      options: ['--writer=model', '--model=-odd name', '--base-url=http://127.0.0.1:1/v1', '--language=ru'],
      variables: {
        BLOCKGUIDE_CACHE_DIR: '~/kept guides',
        BLOCKGUIDE_DAILY_TOKENS: '9',
        BLOCKGUIDE_PRICES: '{"a.b:7b":[0.4,1.6]}',
      },
    },
  );
});
