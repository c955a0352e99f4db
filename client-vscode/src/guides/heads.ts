/** Which kept guide is about which definition. */

import type { Definition } from '../lens/definitions';
import type { KeptGuide } from '../protocol';

/** The guide of a definition: the innermost block of its name around its header; a decorator stands above that. */
export function guideOf(guides: readonly KeptGuide[], { name, line }: Definition): KeptGuide | null {
  let found: KeptGuide | null = null;
  for (const guide of guides) {
    const [first = 0, last = 0] = guide.lines;
    if (guide.name.split('.').pop() !== name || line + 1 < first || line + 1 > last) continue;
    if (found === null || first > (found.lines[0] ?? 0)) found = guide;
  }
  return found;
}

export function isStale({ standing }: KeptGuide): boolean {
  return standing === 'stale' || standing === 'edited';
}
