/** The language servers of a window, as the system lists them. */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Process {
  readonly id: number;
  /** The words that it was started with. */
  readonly words: readonly string[];
}

/** The language servers whose home is a window's. */
export function servers(home: string): Process[] {
  return processes(home).filter(({ words }) => words.includes('blockguide') && words.includes('serve'));
}

/** All that a window started, and what that started. */
export function processes(home: string): Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .flatMap(id => {
      try {
        // A process that has ended has no program, and what it was is still listed until its parent looks.
        readlinkSync(`/proc/${id}/exe`);
        const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
        const isOurs = readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(`HOME=${home}`);
        return isOurs ? [{ id, words }] : [];
      } catch {
        return [];
      }
    });
}
