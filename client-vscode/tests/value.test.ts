import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingOf } from '../src/value';

const settings = (written: unknown) => ({ get: () => written }) as Parameters<typeof settingOf>[0];

test('a setting holds what is written', () => {
  assert.equal(settingOf(settings('/usr/bin/python3'), 'interpreter', ''), '/usr/bin/python3');
  assert.equal(settingOf(settings(false), 'followCursor', true), false);
  assert.deepEqual(settingOf(settings({ PATH: '/bin' }), 'linux', {}), { PATH: '/bin' });
});

test('what is null, or of another type than the setting, is as if nothing were written', () => {
  for (const written of [undefined, null, 5, true, [], {}])
    assert.equal(settingOf(settings(written), 'interpreter', ''), '');
  for (const written of [undefined, null, 0, 'no'])
    assert.equal(settingOf(settings(written), 'followCursor', true), true);
  for (const written of [null, [], 'PATH']) assert.deepEqual(settingOf(settings(written), 'linux', {}), {});
});
