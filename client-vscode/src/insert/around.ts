/** Which open guide is meant by a place in the code. */

import type { Lines } from '../page/anchor';
import type { Guide } from '../page/guide';
import type { DocumentParams } from '../protocol';

/** The whole guide that is meant by what is asked for, null where none is open.
 *
 * A selection means its own guide. A cursor means the smallest around it: in a definition that one's, or one inside it.
 */
export function guideMeant(
  guides: readonly Guide[],
  params: DocumentParams,
  definition: Lines | null,
): Guide | null {
  const whole = guides.filter(guide => guide.stage === 'whole');
  if (!isCursor(params)) return whole.find(guide => guide.isMeantBy(params)) ?? null;
  const line = params.range.start.line + 1;
  const around = whole.filter(
    guide => guide.isAround(params.uri, line) && (definition === null || isInside(guide, definition)),
  );
  return around.sort((one, other) => heightOf(one) - heightOf(other))[0] ?? null;
}

/** Whether nothing is selected. */
export function isCursor({ range: { start, end } }: DocumentParams): boolean {
  return start.line === end.line && start.character === end.character;
}

/** Whether a guide is about a definition or a part of it: a file can have the lines of its only definition. */
function isInside({ place, kind }: Guide, { first, last }: Lines): boolean {
  return kind !== 'module' && place !== null && first <= place.first && place.last <= last;
}

function heightOf({ place }: Guide): number {
  return place === null ? 0 : place.last - place.first;
}
