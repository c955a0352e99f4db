/** What a batch says of its progress: `[3/10] app/cart.py.md`. */

export interface BatchStep {
  readonly done: number;
  readonly all: number;
  readonly page: string;
}

const STEP = /^\[(\d+)\/(\d+)\] (.+)$/;

export function batchStep(line: string): BatchStep | null {
  const found = STEP.exec(line.trim());
  return found === null ? null : { done: Number(found[1]), all: Number(found[2]), page: found[3] ?? '' };
}
