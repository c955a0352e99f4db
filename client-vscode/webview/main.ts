/** The page that shows a guide: takes what the extension sends, and tells what the person clicks. */

import { stepAt } from '../src/page/steps';
import type { All, FromView, Place, Section, Status, ToView, Words } from '../src/view/messages';
import { placeButtons, stepOf } from './marking';
import { SectionView } from './section';
import { StatusLine } from './status';

interface Host {
  postMessage(message: FromView): void;
  getState(): { scroll?: number; guide?: unknown } | undefined;
  setState(state: { scroll: number; guide: unknown }): void;
}
declare function acquireVsCodeApi(): Host;

/** How long the page waits before it keeps its place in it. */
const REMEMBER_MS = 100;

const host = acquireVsCodeApi();
const main = document.querySelector('main') as HTMLElement;
const title = document.createElement('h1');
const where = document.createElement('p');
const status = new StatusLine(id => send({ type: 'command', id }));
const finish = (drawn: ParentNode) => placeButtons(drawn, place, words);
const sections: Record<Section, SectionView> = {
  description: new SectionView('description', finish),
  steps: new SectionView('steps', finish),
  example: new SectionView('example', finish),
};
const copy = document.createElement('button');

let words: Words = { lines: '', line: '', gone: '', copy: '', copied: '', empty: '' };
let place: Place | null = null;
let guide: unknown = host.getState()?.guide ?? null;
let cursor: number | null = null;
let marked: HTMLElement | null = null;
let restored = host.getState()?.scroll ?? 0;
let frame = 0;
let remembering = 0;

where.className = 'where';
copy.className = 'copy';
copy.type = 'button';
sections.example.element.append(copy);

window.addEventListener('message', (event: MessageEvent<ToView>) => take(event.data));
window.addEventListener(
  'scroll',
  () => {
    // Before its words stand, the editor alone scrolls it.
    if (title.parentNode !== null) restored = 0;
    remembering ||= window.setTimeout(remember, REMEMBER_MS);
  },
  { passive: true },
);
copy.addEventListener('click', () => {
  send({ type: 'command', id: 'copyExample' });
  copy.textContent = words.copied;
  setTimeout(() => {
    copy.textContent = words.copy;
  }, 1500);
});
main.addEventListener('click', event => {
  const step = stepOf(event.target);
  if (step === null) return;
  cursor = null;
  show(step.element);
  send({ type: 'lines', first: step.first, last: step.last });
});
// A page that is made once more has a state, and is told all that there is by now.
const first = document.getElementById('first')?.textContent ?? '';
if (host.getState() === undefined && first !== '') take(JSON.parse(first) as ToView);
send({ type: 'ready' });

function take(message: ToView): void {
  if (message.type === 'grow') {
    for (const { section, from, text } of message.changes) sections[section].change(from, text);
    frame ||= requestAnimationFrame(draw);
    return;
  }
  // What came before is shown before.
  if (frame !== 0) draw();
  switch (message.type) {
    case 'all':
      document.documentElement.lang = message.language;
      words = message.words;
      place = message.place;
      guide = message.state;
      copy.textContent = words.copy;
      copy.lang = message.language;
      setHeadings(message);
      for (const [name, view] of views()) view.change(0, message.bodies[name]);
      draw();
      placeButtons(main, place, words);
      setStatus(message.status, message.name, message.where);
      // The first words stand in the page until there are these.
      if (title.parentNode === null)
        main.replaceChildren(
          title,
          where,
          status.element,
          ...Object.values(sections).map(each => each.element),
        );
      restore();
      remember();
      break;
    case 'status':
      setStatus(message.status, message.name, message.where);
      restore();
      break;
    case 'place':
      place = message.place;
      placeButtons(main, place, words);
      break;
    case 'cursor':
      cursor = message.line;
      mark();
      marked?.scrollIntoView({ block: 'nearest' });
      break;
  }
}

/** Draws what waits; the words of one frame are drawn once. */
function draw(): void {
  cancelAnimationFrame(frame);
  frame = 0;
  for (const [, view] of views()) view.draw();
  if (cursor !== null) mark();
}

/** Marks the step that tells of the cursor's line. */
function mark(): void {
  const steps = views().flatMap(([, view]) => view.steps);
  show(cursor === null ? null : (stepAt(steps, cursor)?.element ?? null));
}

function show(step: HTMLElement | null): void {
  if (marked !== step) marked?.removeAttribute('aria-current');
  if (step?.getAttribute('aria-current') !== 'step') step?.setAttribute('aria-current', 'step');
  marked = step;
}

/** A page that is made once more stands where it stood when it is long enough, or else at its end when it is whole. */
function restore(): void {
  if (restored === 0) return;
  const isShort = document.documentElement.scrollHeight < restored + innerHeight;
  if (isShort && main.getAttribute('aria-busy') === 'true') return;
  scrollTo(0, restored);
  restored = 0;
}

function setHeadings({ written, title: text, headings }: All): void {
  title.textContent = text;
  title.lang = written;
  for (const [name, view] of views()) {
    view.element.lang = written;
    view.setHeading(headings[name]);
  }
}

function setStatus(now: Status, name: string, place: string): void {
  main.setAttribute('aria-busy', String(now.tone === 'busy'));
  const code = document.createElement('code');
  code.textContent = name;
  where.replaceChildren(...(name === '' ? [place] : [code, ` · ${place}`]));
  status.set(now);
}

function views(): [Section, SectionView][] {
  return Object.entries(sections) as [Section, SectionView][];
}

function remember(): void {
  clearTimeout(remembering);
  remembering = 0;
  host.setState({ scroll: restored || scrollY, guide });
}

function send(message: FromView): void {
  host.postMessage(message);
}
