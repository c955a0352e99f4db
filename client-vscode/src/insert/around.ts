/** Which open guide is meant by a place in the code. */

import type { Guide } from '../page/guide';

/** The whole guide of the smallest block around a line, 1-based; null where none is. */
export function innermostGuide(guides: readonly Guide[], uri: string, line: number): Guide | null {
  const around = guides.flatMap(guide => {
    const place = guide.uri === uri && guide.stage === 'whole' ? guide.place : null;
    const isAround = place !== null && place.first <= line && line <= place.last;
    return isAround ? [{ guide, height: place.last - place.first }] : [];
  });
  return around.sort((one, other) => one.height - other.height)[0]?.guide ?? null;
}
