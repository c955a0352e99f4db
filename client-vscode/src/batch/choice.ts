/** The settings of the person as the command line takes them: options, and variables of the environment. */

import { OPTIONS, VARIABLES } from '../settings';
import { kindOf } from '../value';

export interface Choice {
  readonly options: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** A setting's value, and the one that it has where nobody chose. */
export interface Value {
  readonly now: unknown;
  readonly usual: unknown;
}

/** A value as an option or a variable takes it: a list with commas, a table as JSON. */
function textOf(value: unknown): string {
  return kindOf(value) === 'object' ? JSON.stringify(value) : String(value);
}

/** What is chosen otherwise than usual. */
export function choiceOf(read: (name: string) => Value): Choice {
  const chosen = (names: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(names).flatMap(([name, told]) => {
      const { now, usual } = read(name);
      const isUsual = kindOf(now) !== kindOf(usual) || JSON.stringify(now) === JSON.stringify(usual);
      return isUsual ? [] : [[told, textOf(now)]];
    });
  return {
    options: chosen(OPTIONS).map(([option, value]) => `${option}=${value}`),
    variables: Object.fromEntries(chosen(VARIABLES)),
  };
}
