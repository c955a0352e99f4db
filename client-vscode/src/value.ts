/** What a setting holds: a person may write null, or a value of another type than the setting's. */

import type { WorkspaceConfiguration } from 'vscode';

/** The kind of a value, as a setting's declaration names it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

type Wide<Value> = Value extends string ? string : Value extends boolean ? boolean : Value;

/** The value of a setting, or the usual one where what is written is of another kind. */
export function settingOf<Value>(
  settings: Pick<WorkspaceConfiguration, 'get'>,
  name: string,
  usual: Value,
): Wide<Value> {
  const value = settings.get<unknown>(name);
  return (kindOf(value) === kindOf(usual) ? value : usual) as Wide<Value>;
}
