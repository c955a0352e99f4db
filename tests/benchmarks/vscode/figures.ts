/** What is measured, by its name, as it stands in the page. */
export type Figures = Readonly<Record<string, string>>;

/** Stands in a figure that keeps not to its bound. */
export const MISSED = '**missed**';

/** As `spread`, and whether the median keeps to a bound. */
export function bounded(times: readonly number[], bound: number): string {
  return `${spread(times)} (bound ${milliseconds(bound)}${median(times) > bound ? `: ${MISSED}` : ''})`;
}

/** The least, the most and the median. */
export function spread(times: readonly number[]): string {
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return `${milliseconds(least)} to ${milliseconds(most)}, median ${milliseconds(median(times))}`;
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (index: number) => sorted[Math.floor(index)] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return (at(half) + at(half + 0.5)) / 2;
}

export function milliseconds(time: number): string {
  return `${Math.round(time).toLocaleString('en')} ms`;
}
