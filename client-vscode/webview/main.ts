/** The page that shows a guide: takes what the extension sends, and tells what the person clicks. */

import type { FromView, Place, Section, Status, ToView, Words } from '../src/view/messages';
import { markStep, placeButtons, stepOf } from './marking';
import { SectionView } from './section';

interface Host {
  postMessage(message: FromView): void;
  getState(): { scroll?: number; guide?: unknown } | undefined;
  setState(state: { scroll: number; guide: unknown }): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const main = document.querySelector('main') as HTMLElement;
const title = document.createElement('h1');
const where = document.createElement('p');
const status = document.createElement('div');
const sections: Record<Section, SectionView> = {
  description: new SectionView('description'),
  steps: new SectionView('steps'),
  example: new SectionView('example'),
};
const copy = document.createElement('button');

let words: Words = { lines: '', line: '', gone: '', copy: '', copied: '', empty: '' };
let place: Place | null = null;
let guide: unknown = host.getState()?.guide ?? null;
let cursor: number | null = null;
let restored = host.getState()?.scroll ?? 0;

where.className = 'where';
status.className = 'status';
status.setAttribute('role', 'status');
copy.className = 'copy';
copy.type = 'button';
main.append(title, where, status, ...Object.values(sections).map(each => each.element));
sections.example.element.append(copy);

window.addEventListener('message', (event: MessageEvent<ToView>) => take(event.data));
window.addEventListener('scroll', () => remember(), { passive: true });
copy.addEventListener('click', () => {
  send({ type: 'command', id: 'copyExample' });
  copy.textContent = words.copied;
  setTimeout(() => {
    copy.textContent = words.copy;
  }, 1500);
});
main.addEventListener('click', event => {
  const step = stepOf(event.target);
  if (step === null || document.getSelection()?.isCollapsed === false) return;
  markStep(main, step.element);
  send({ type: 'lines', first: step.first, last: step.last });
});
send({ type: 'ready' });

function take(message: ToView): void {
  switch (message.type) {
    case 'all':
      document.documentElement.lang = message.language;
      words = message.words;
      place = message.place;
      guide = message.state;
      copy.textContent = words.copy;
      setHeadings(message.title, message.headings);
      for (const [name, view] of views()) view.set(message.bodies[name]);
      setStatus(message.status, message.name, message.where);
      break;
    case 'headings':
      setHeadings(message.title, message.headings);
      break;
    case 'grow':
      for (const change of message.changes) {
        if ('append' in change) sections[change.section].append(change.append);
        else sections[change.section].set(change.body);
      }
      break;
    case 'status':
      setStatus(message.status, message.name, message.where);
      break;
    case 'place':
      place = message.place;
      break;
    case 'cursor':
      cursor = message.line;
      mark('follow');
      return;
  }
  placeButtons(main, place, words);
  mark('stay');
  if (restored > 0 && document.documentElement.scrollHeight >= restored + innerHeight) {
    scrollTo(0, restored);
    restored = 0;
  }
  remember();
}

function mark(way: 'follow' | 'stay'): void {
  const steps = [...main.querySelectorAll<HTMLElement>('li[data-first]')];
  const spans = steps.map(element => ({
    element,
    first: Number(element.dataset['first']),
    last: Number(element.dataset['last']),
  }));
  let found: (typeof spans)[number] | null = null;
  for (const step of spans) {
    if (cursor === null || cursor < step.first || cursor > step.last) continue;
    if (found === null || step.last - step.first < found.last - found.first) found = step;
  }
  markStep(main, found?.element ?? null);
  if (way === 'follow') found?.element.scrollIntoView({ block: 'nearest' });
}

function setHeadings(text: string, headings: Readonly<Record<Section, string>>): void {
  title.textContent = text;
  for (const [name, view] of views()) view.setHeading(headings[name]);
}

function setStatus(now: Status, name: string, place: string): void {
  main.setAttribute('aria-busy', String(now.tone === 'busy'));
  const code = document.createElement('code');
  code.textContent = name;
  where.replaceChildren(...(name === '' ? [place] : [code, ` · ${place}`]));
  status.dataset['tone'] = now.tone;
  const text = document.createElement('span');
  text.textContent = [now.text, now.detail].filter(Boolean).join(' ');
  const buttons = now.actions.map(({ id, label }) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', () => send({ type: 'command', id }));
    return button;
  });
  status.replaceChildren(text, ...buttons);
  status.classList.toggle('quiet', now.text === '');
}

function views(): [Section, SectionView][] {
  return Object.entries(sections) as [Section, SectionView][];
}

function remember(): void {
  host.setState({ scroll: scrollY, guide });
}

function send(message: FromView): void {
  host.postMessage(message);
}
