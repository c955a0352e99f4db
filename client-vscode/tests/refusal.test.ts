import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Origin, Refused } from '../src/server/candidates';
import { refusal } from '../src/server/refusal';

const l10n = {
  t: (message: string, ...args: string[]) => message.replace(/\{(\d)\}/g, (_, index) => args[index] ?? ''),
};

function refused(origin: Origin, why: Refused['why'], version = ''): Refused {
  return { candidate: { command: '/opt/py', origin }, why, version };
}

const told = (...tried: Refused[]) => refusal(tried, l10n);

test('of an interpreter that is set the setting and what is wrong with it are told', () => {
  assert.equal(
    told(refused('setting', 'too-old', '3.10.13')),
    '`/opt/py` is Python 3.10.13; BlockGuide needs 3.11 or newer.',
  );
  assert.equal(
    told(refused('setting', 'missing')),
    'There is no `/opt/py`, which the setting `blockguide.interpreter` names.',
  );
  assert.equal(
    told(refused('setting', 'broken')),
    '`/opt/py`, which the setting `blockguide.interpreter` names, does not run as Python.',
  );
});

test('of those that were found by name an old one is told, or that there is none', () => {
  assert.equal(
    told(
      refused('python-extension', 'broken'),
      refused('path', 'missing'),
      refused('path', 'too-old', '3.9.18'),
    ),
    'BlockGuide needs Python 3.11 or newer, and found only 3.9.18.',
  );
  assert.equal(
    told(refused('path', 'missing'), refused('path', 'broken')),
    'BlockGuide needs Python 3.11 or newer, and found no Python.',
  );
  assert.equal(told(), 'BlockGuide needs Python 3.11 or newer, and found no Python.');
});
