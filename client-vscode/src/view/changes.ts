/** What of a guide's words the page does not have yet. */

import { type Bodies, SECTIONS } from '../page/bodies';
import type { Change } from './messages';

/** One change for each section that differs: where it first differs, and what stands from there on. */
export function changesBetween(old: Bodies, now: Bodies): Change[] {
  return SECTIONS.flatMap((section): Change[] => {
    if (old[section] === now[section]) return [];
    const from = commonLength(old[section], now[section]);
    return [{ section, from, text: now[section].slice(from) }];
  });
}

function commonLength(one: string, other: string): number {
  if (other.startsWith(one)) return one.length;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
