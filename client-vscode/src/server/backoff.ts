/** When a server that died is started again, and when it is given up. */

export const MOST_RESTARTS = 5;
const WINDOW_MS = 180_000;
const FIRST_WAIT_MS = 250;

export class Backoff {
  private deaths: number[] = [];

  /** How long to wait before the next start, in milliseconds; null when it died too often. */
  died(now: number): number | null {
    this.deaths = [...this.deaths.filter(at => now - at < WINDOW_MS), now];
    return this.deaths.length > MOST_RESTARTS ? null : FIRST_WAIT_MS * 2 ** (this.deaths.length - 1);
  }

  /** A person started it: what was before does not count. */
  forgive(): void {
    this.deaths = [];
  }
}
