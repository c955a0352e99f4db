/** Steps and their lines: which was clicked, which is marked, and what its button says. */

import type { Place, Words } from '../src/view/messages';

export interface Step {
  readonly element: HTMLElement;
  readonly first: number;
  readonly last: number;
}

/** The innermost step that holds what was clicked; none where the click ended a selection of its words. */
export function stepOf(target: EventTarget | null): Step | null {
  if (!(target instanceof Element) || target.closest('a, pre') !== null) return null;
  const isSelecting = document.getSelection()?.isCollapsed === false;
  if (isSelecting && target.closest('button.lines') === null) return null;
  const element = target.closest<HTMLElement>('li[data-first]');
  return element === null ? null : told(element);
}

/** Every step with lines below an element, in its order. */
export function stepsIn(root: ParentNode): Step[] {
  return [...root.querySelectorAll<HTMLElement>('li[data-first]')].map(told);
}

/** Lets each button say where its lines stand now. */
export function placeButtons(root: ParentNode, place: Place | null, words: Words): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button.lines')) {
    const first = Number(button.dataset['first']);
    const last = Number(button.dataset['last']);
    const now = standing(place, first, last);
    const shown = now === null ? `${first}–${last}` : now[0] === now[1] ? `${now[0]}` : `${now[0]}–${now[1]}`;
    const label = now === null ? words.gone : said(now, words);
    if (button.textContent === shown && button.title === label) continue;
    button.textContent = shown;
    button.setAttribute('aria-label', label);
    button.title = label;
    button.lang = document.documentElement.lang;
    button.classList.toggle('gone', now === null);
  }
}

function told(element: HTMLElement): Step {
  return { element, first: Number(element.dataset['first']), last: Number(element.dataset['last']) };
}

function standing(place: Place | null, first: number, last: number): [number, number] | null {
  if (place === null) return [first, last];
  const lines = place.now
    .slice(Math.max(first - place.first, 0), last - place.first + 1)
    .filter(each => each !== null);
  const [start, end] = [lines[0], lines[lines.length - 1]];
  return start === undefined || end === undefined ? null : [start, end];
}

function said([first, last]: [number, number], words: Words): string {
  const form = first === last ? words.line : words.lines;
  return form.replace('{0}', String(first)).replace('{1}', String(last));
}
