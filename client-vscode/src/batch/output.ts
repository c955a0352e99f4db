/** What a batch says: of its progress, `[3/10] app/cart.py.md`, and at its end, `9 pages written, 0 up to date, 1 failed`. */

export interface BatchStep {
  readonly done: number;
  readonly all: number;
  readonly page: string;
}

/** Whether it came to its end, how many pages there were to be, and how many of them could not be written. */
export type BatchEnd =
  | { readonly kind: 'done'; readonly pages: number; readonly failed: number }
  | { readonly kind: 'failed' };

const STEP = /^\[(\d+)\/(\d+)\] (.+)$/;
const SUMMARY = /^(\d+) pages? written, (\d+) up to date, (\d+) failed/;
/** The exit code of a batch that could not write some pages, and of one that broke: only the first has a summary. */
const FELL_SHORT = 1;

export function batchStep(line: string): BatchStep | null {
  const found = STEP.exec(line.trim());
  return found === null ? null : { done: Number(found[1]), all: Number(found[2]), page: found[3] ?? '' };
}

/** How a batch ended, by its exit code (null for a signal) and the last line of its output. */
export function batchEnd(code: number | null, last: string): BatchEnd {
  const found = code === 0 || code === FELL_SHORT ? SUMMARY.exec(last) : null;
  if (found === null) return { kind: 'failed' };
  const [written = 0, current = 0, failed = 0] = found.slice(1).map(Number);
  return { kind: 'done', pages: written + current + failed, failed };
}
