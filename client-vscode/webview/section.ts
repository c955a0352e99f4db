/** One section in the page: it grows at its end, and what stands is not drawn again. */

import { highlight } from './highlight';
import { type Piece, piecesOf, render } from './render';

interface Drawn {
  readonly piece: Piece;
  readonly nodes: readonly ChildNode[];
}

export class SectionView {
  readonly element = document.createElement('section');
  private readonly heading = document.createElement('h2');
  private readonly body = document.createElement('div');
  private drawn: Drawn[] = [];
  private text = '';

  constructor(name: string) {
    this.heading.id = `heading-${name}`;
    this.element.className = name;
    this.element.setAttribute('aria-labelledby', this.heading.id);
    this.element.append(this.heading, this.body);
    this.element.hidden = true;
  }

  setHeading(text: string): void {
    this.heading.textContent = text;
  }

  append(text: string): void {
    this.set(this.text + text);
  }

  set(text: string): void {
    this.text = text;
    const pieces = piecesOf(text);
    const kept = this.drawn.findIndex((each, index) => !isSame(each.piece, pieces[index]));
    const from = kept < 0 ? this.drawn.length : kept;
    for (const { nodes } of this.drawn.splice(from)) for (const node of nodes) node.remove();
    for (const piece of pieces.slice(from)) this.drawn.push({ piece, nodes: this.draw(piece) });
    for (const list of this.body.querySelectorAll(':scope > ol:empty')) list.remove();
    this.element.hidden = text.trim() === '';
  }

  private draw(piece: Piece): ChildNode[] {
    const template = document.createElement('template');
    template.innerHTML = render(piece);
    for (const code of template.content.querySelectorAll<HTMLElement>('pre > code')) prepare(code);
    const items = piece.kind === 'step' ? template.content.querySelectorAll(':scope > ol > li') : null;
    if (items?.length === 1 && items[0] !== undefined) {
      const list = this.stepList(template.content.querySelector('ol')?.start ?? 1);
      list.append(items[0]);
      return [items[0]];
    }
    const nodes = [...template.content.childNodes];
    this.body.append(...nodes);
    return nodes;
  }

  /** The list that a step goes to: the one before it goes on. */
  private stepList(start: number): HTMLOListElement {
    const last = this.body.lastElementChild;
    if (last instanceof HTMLOListElement && last.dataset['steps'] !== undefined) return last;
    const list = document.createElement('ol');
    list.dataset['steps'] = '';
    list.start = start;
    this.body.append(list);
    return list;
  }
}

function prepare(code: HTMLElement): void {
  if (code.className.includes('python')) highlight(code);
  const block = code.parentElement;
  block?.setAttribute('tabindex', '0');
}

function isSame(one: Piece, other: Piece | undefined): boolean {
  return other !== undefined && one.kind === other.kind && one.text === other.text;
}
