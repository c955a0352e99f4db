/** Which Python runs the server: the candidates in their order, and what is wrong with each. */

export const OLDEST: readonly [number, number] = [3, 11];

export type Origin = 'setting' | 'python-extension' | 'path';

export interface Candidate {
  readonly command: string;
  readonly origin: Origin;
}

/** What a candidate said of itself when it was run. */
export type Probe =
  | {
      readonly kind: 'python';
      readonly version: readonly [number, number, number];
      readonly executable: string;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly said: string };

export type Choice =
  | {
      readonly kind: 'found';
      readonly candidate: Candidate;
      readonly executable: string;
      readonly version: string;
    }
  | { readonly kind: 'none'; readonly tried: readonly Refused[] };

export interface Refused {
  readonly candidate: Candidate;
  readonly why: 'missing' | 'broken' | 'too-old';
  readonly version: string;
}

/** The candidates: a setting that is set is the only one, for a person who names an interpreter means it. */
export function candidates(
  setting: string,
  fromPythonExtension: string | null,
  home: string,
  platform: NodeJS.Platform,
): Candidate[] {
  const chosen = setting.trim();
  if (chosen !== '') return [{ command: chosen.replace(/^~(?=[/\\]|$)/, home), origin: 'setting' }];
  const names = platform === 'win32' ? ['python', 'py', 'python3'] : ['python3', 'python'];
  const found: Candidate[] = names.map(command => ({ command, origin: 'path' }));
  return fromPythonExtension === null
    ? found
    : [{ command: fromPythonExtension, origin: 'python-extension' }, ...found];
}

/** The first candidate that will do. */
export async function choose(
  among: readonly Candidate[],
  probe: (command: string) => Promise<Probe>,
): Promise<Choice> {
  const tried: Refused[] = [];
  for (const candidate of among) {
    const said = await probe(candidate.command);
    if (said.kind !== 'python') {
      tried.push({ candidate, why: said.kind, version: '' });
      continue;
    }
    const version = said.version.join('.');
    const [major, minor] = said.version;
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
      return { kind: 'found', candidate, executable: said.executable, version };
    }
    tried.push({ candidate, why: 'too-old', version });
  }
  return { kind: 'none', tried };
}
