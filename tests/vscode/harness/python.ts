/** A Python of the scenarios' own: it says its own name, and does as they say at some words. */

import { PYTHON_BARE } from './places.ts';

/** The script of a Python; `cases` are a shell's, by all the words that it is started with, `$0` is its path. */
export function pythonThat(cases: string): string {
  return `#!/bin/sh
case "$*" in
  *sys.executable*) echo blockguide 3 13 0 "$0"; exit;;
  ${cases}
esac
exec ${PYTHON_BARE} "$@"
`;
}
