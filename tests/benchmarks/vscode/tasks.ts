/** What the window's main thread does: its tasks, by the clock and by the processor's time, and whose scripts they run. */

import type { Browser, Page } from 'playwright-core';

export interface Task {
  /** Milliseconds by the clock, and of the processor: what other programs take of a shared core is not in it. */
  readonly clock: number;
  readonly processor: number;
  /** What took longest in it, and where its script came from. */
  readonly doing: string;
}

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly data?: { readonly url?: string; readonly functionName?: string; readonly type?: string };
  };
}

const LONG_MS = 50;
const CATEGORIES = ['toplevel', 'devtools.timeline'];

/** All tasks of the window's main thread, and of the frames that share it, while something is done. */
export async function tasksWhile(browser: Browser, page: Page, act: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.evaluate(() => console.timeStamp('blockguide'));
  let trace: Buffer;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: Event[] };
  const own = traceEvents.find(each => each.name === 'TimeStamp');
  if (own === undefined) throw new Error('the trace does not tell which thread is the window’s');
  const events = traceEvents.filter(each => each.pid === own.pid && each.tid === own.tid && each.ph === 'X');
  const tasks = events.filter(each => /RunTask$/.test(each.name));
  return tasks.map(task => ({
    clock: (task.dur ?? 0) / 1000,
    processor: (task.tdur ?? task.dur ?? 0) / 1000,
    doing: (task.dur ?? 0) / 1000 < LONG_MS ? '' : longestIn(task, events),
  }));
}

/** Whether the processor worked longer than the bound at one task: the clock also counts what other programs took. */
export function isOver(tasks: readonly Task[]): boolean {
  return tasks.some(task => task.processor > LONG_MS);
}

/** Tasks over the bound, in words. */
export function longTasks(tasks: readonly Task[]): string {
  const over = (kind: 'clock' | 'processor') => tasks.filter(task => task[kind] > LONG_MS);
  const longest = (kind: 'clock' | 'processor') => Math.round(Math.max(0, ...tasks.map(task => task[kind])));
  const told = (kind: 'clock' | 'processor') =>
    `${over(kind).length || 'none'}, the longest ${longest(kind)} ms`;
  return `by the processor’s time ${told('processor')}; by the clock ${told('clock')}`;
}

function longestIn(task: Event, events: readonly Event[]): string {
  const end = task.ts + (task.dur ?? 0);
  const inside = events
    .filter(each => each !== task && each.ts >= task.ts && each.ts + (each.dur ?? 0) <= end)
    .filter(each => !/RunTask/.test(each.name))
    .sort((one, other) => (other.dur ?? 0) - (one.dur ?? 0))
    .slice(0, 3);
  return inside
    .map(({ name, dur, args }) => {
      const from = [
        args?.data?.type,
        args?.data?.functionName,
        args?.data?.url?.split('/').pop()?.slice(0, 30),
      ];
      return [name, ...from.filter(Boolean), Math.round((dur ?? 0) / 1000)].join(' ');
    })
    .join('; ');
}
