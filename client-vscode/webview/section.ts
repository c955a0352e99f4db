/** One section in the page: it grows at its end, and what stands is not drawn again. */

import { highlight } from './highlight';
import { type Step, stepsIn } from './marking';
import { type Piece, piecesOf, readAgain, render } from './render';

interface Drawn {
  readonly piece: Piece;
  readonly nodes: readonly ChildNode[];
  readonly steps: readonly Step[];
}

export class SectionView {
  readonly element = document.createElement('section');
  private readonly heading = document.createElement('h2');
  private readonly body = document.createElement('div');
  private readonly drawn: Drawn[] = [];
  private text = '';
  /** The first character that is not drawn as it stands; infinite when all is. */
  private waitsFrom = Number.POSITIVE_INFINITY;

  /** What is drawn is handed to `finish` before it is shown. */
  constructor(
    name: string,
    private readonly finish: (drawn: ParentNode) => void,
  ) {
    this.heading.id = `heading-${name}`;
    this.element.className = name;
    this.element.setAttribute('aria-labelledby', this.heading.id);
    this.element.append(this.heading, this.body);
    this.element.hidden = true;
  }

  /** The steps that are drawn, in the page's order. */
  get steps(): Step[] {
    return this.drawn.flatMap(each => each.steps);
  }

  setHeading(text: string): void {
    this.heading.textContent = text;
  }

  /** Another text stands from a character on; it shows when it is drawn. */
  change(from: number, text: string): void {
    this.text = this.text.slice(0, from) + text;
    this.waitsFrom = Math.min(this.waitsFrom, from);
  }

  /** Draws what waits: of a text that only grew, its last piece. */
  draw(): void {
    if (this.waitsFrom === Number.POSITIVE_INFINITY) return;
    const standing = this.drawn.map(each => each.piece);
    const { kept, start } = readAgain(this.waitsFrom, standing);
    const pieces = piecesOf(this.text, start);
    const differs = pieces.findIndex((piece, index) => !isSame(piece, standing[kept + index]));
    const same = differs < 0 ? pieces.length : differs;
    this.dropFrom(kept + same);
    for (const [index, piece] of pieces.slice(0, same).entries()) this.keep(kept + index, piece);
    for (const piece of pieces.slice(same)) this.drawn.push(this.drawnOf(piece));
    this.waitsFrom = Number.POSITIVE_INFINITY;
    this.element.hidden = !this.drawn.some(each => each.piece.text !== '');
  }

  /** A piece that says the same may begin elsewhere. */
  private keep(index: number, piece: Piece): void {
    const kept = this.drawn[index];
    if (kept !== undefined) this.drawn[index] = { ...kept, piece };
  }

  private dropFrom(index: number): void {
    for (const { nodes } of this.drawn.splice(index)) for (const node of nodes) node.remove();
    for (let list = this.lastList(); list?.childElementCount === 0; list = this.lastList()) list.remove();
  }

  private drawnOf(piece: Piece): Drawn {
    const { content } = Object.assign(document.createElement('template'), { innerHTML: render(piece) });
    for (const code of content.querySelectorAll<HTMLElement>('pre > code')) prepare(code);
    this.finish(content);
    const steps = stepsIn(content);
    const items = piece.kind === 'step' ? content.querySelectorAll(':scope > ol > li') : null;
    if (items?.length === 1 && items[0] !== undefined) {
      this.stepList(content.querySelector('ol')?.start ?? 1).append(items[0]);
      return { piece, nodes: [items[0]], steps };
    }
    const nodes = [...content.childNodes];
    this.body.append(...nodes);
    return { piece, nodes, steps };
  }

  /** The list that a step goes to: the one before it goes on. */
  private stepList(start: number): HTMLOListElement {
    const last = this.lastList();
    if (last !== null) return last;
    const list = document.createElement('ol');
    list.dataset['steps'] = '';
    list.start = start;
    this.body.append(list);
    return list;
  }

  private lastList(): HTMLOListElement | null {
    const last = this.body.lastElementChild;
    return last instanceof HTMLOListElement && last.dataset['steps'] !== undefined ? last : null;
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
