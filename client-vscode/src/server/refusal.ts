/** What a person is told where no candidate will do: of the interpreter that is set, or of all that were tried. */

import type { Refused } from './candidates';

export interface Translation {
  t(message: string, ...args: string[]): string;
}

export function refusal(tried: readonly Refused[], l10n: Translation): string {
  const [first] = tried;
  const old = tried.find(each => each.why === 'too-old');
  if (first?.candidate.origin === 'setting') {
    const { command } = first.candidate;
    if (first.why === 'too-old') {
      return l10n.t('`{0}` is Python {1}; BlockGuide needs 3.11 or newer.', command, first.version);
    }
    return first.why === 'missing'
      ? l10n.t('There is no `{0}`, which the setting `blockguide.interpreter` names.', command)
      : l10n.t('`{0}`, which the setting `blockguide.interpreter` names, does not run as Python.', command);
  }
  return old === undefined
    ? l10n.t('BlockGuide needs Python 3.11 or newer, and found no Python.')
    : l10n.t('BlockGuide needs Python 3.11 or newer, and found only {0}.', old.version);
}
