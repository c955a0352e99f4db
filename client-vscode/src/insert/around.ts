/** Which open guide is meant by a place in the code. */

import type { Guide } from '../page/guide';

/** The whole guide of the smallest block around a line, 1-based; null where none is. */
export function innermostGuide(guides: readonly Guide[], uri: string, line: number): Guide | null {
  const around = guides.filter(guide => guide.stage === 'whole' && guide.isAround(uri, line));
  return around.sort((one, other) => heightOf(one) - heightOf(other))[0] ?? null;
}

function heightOf({ place }: Guide): number {
  return place === null ? 0 : place.last - place.first;
}
