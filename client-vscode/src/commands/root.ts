/** The directory that must be on Python's path for an example to import the module that it is about. */

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const IMPORT = /^[ \t]*(?:from|import)[ \t]+([\p{L}\p{N}_.]+)/gmu;

/** The root from which a file has the name that an example imports; else the directory above the file's packages. */
export function importRoot(file: string, example: string): string {
  // A namespace package has no file that tells its top: the server has found it, and the example says it.
  const named = [...example.matchAll(IMPORT)].flatMap(([, name = '']) => rootOf(file, name) ?? []);
  return named[0] ?? packageTop(file);
}

/** The root from which a file has a dotted name, or null where it has another. */
function rootOf(file: string, name: string): string | null {
  const isPackage = basename(file) === '__init__.py';
  let place = isPackage ? dirname(file) : file.replace(/\.py$/, '');
  for (const part of name.split('.').reverse()) {
    if (part !== basename(place)) return null;
    place = dirname(place);
  }
  return place;
}

function packageTop(file: string): string {
  let directory = dirname(file);
  while (existsSync(join(directory, '__init__.py')) && dirname(directory) !== directory)
    directory = dirname(directory);
  return directory;
}

/** The value of `PYTHONPATH` that has a root before what it held. */
export function pythonPath(root: string, before: string | undefined, delimiter: string): string {
  return before === undefined || before === '' ? root : `${root}${delimiter}${before}`;
}
