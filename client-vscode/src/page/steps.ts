/** The steps of a guide, read from their Markdown: titles, and the lines that they tell of. */

import type { Lines } from './anchor';

export interface Step extends Lines {
  readonly title: string;
  readonly level: number;
}

const STEP = /^( *)(?:\d+\.|-) \*\*(.+?)\*\*:?(.*)$/;
const LINES = /\*\((\d+)(?:-(\d+))?\)\*\s*$/;

/** Every step that tells its lines, in the page's order. */
export function stepsOf(body: string): Step[] {
  const steps: Step[] = [];
  for (const line of body.split('\n')) {
    const step = STEP.exec(line);
    const lines = LINES.exec(line);
    if (step === null || lines === null) continue;
    const first = Number(lines[1]);
    steps.push({
      title: step[2] ?? '',
      level: Math.floor((step[1] ?? '').length / 4),
      first,
      last: Number(lines[2] ?? first),
    });
  }
  return steps;
}

/** The innermost step that tells of a line; of equal ones the first. Null where none does. */
export function stepAt<T extends Lines>(steps: readonly T[], line: number): T | null {
  let found: T | null = null;
  for (const step of steps) {
    if (line < step.first || line > step.last) continue;
    if (found === null || step.last - step.first < found.last - found.first) found = step;
  }
  return found;
}

/** The titles of the top-level steps. */
export function titlesOf(body: string): string[] {
  return body.split('\n').flatMap(line => {
    const step = STEP.exec(line);
    return step !== null && step[1] === '' && step[2] !== undefined ? [step[2]] : [];
  });
}
