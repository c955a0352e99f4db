/** What a hover shows of a guide that is being written: parts that come one after another, each when it is whole.
 *
 * An editor draws a hover's part once, when its provider answers. So each part is a provider of its own, that answers
 * when its words stand; the hover grows by them while the pointer rests, and nothing that was drawn is drawn again.
 */

import type { Guide } from '../page/guide';
import { exampleOf } from '../page/page';
import { titlesOf } from '../page/steps';

/** How long the first part waits, from the first word on, for its section to be whole, before it shows the words so far. */
export const FIRST_WORDS_MS = 300;
const MOST_STEPS = 12;
const MOST_EXAMPLE_LINES = 20;

/** One reading of a guide by one hover. It remembers what its first part has shown. */
export class Reading {
  /** How much of the description the first part showed, or null before. */
  shown: string | null = null;
  private firstWordAt: number | null = null;

  constructor(
    readonly guide: Guide,
    private readonly words: { readonly writing: string; readonly links: (guide: Guide) => string },
  ) {}

  /** The text of a part: Markdown, an empty string where it never has any, or null while it is to be waited for. */
  part(index: number, waited: number): string | null {
    const parts = [this.first, this.rest, this.steps, this.example, this.foot];
    return parts[index]?.call(this, waited) ?? null;
  }

  /** Whether what it has shown is not of what is being written now: the next hover needs a reading of its own. */
  get isSpent(): boolean {
    return !this.guide.isWriting || (this.guide.stage === 'reading' && this.shown !== null);
  }

  private first(waited: number): string | null {
    // Until the first new word comes, the guide still has its old ones.
    if (this.guide.stage === 'reading') {
      this.firstWordAt = null;
      return null;
    }
    const words = this.guide.bodies.description.trim();
    if (words !== '') this.firstWordAt ??= waited;
    const isLong = this.firstWordAt !== null && waited - this.firstWordAt >= FIRST_WORDS_MS;
    if (!this.isPast('description') && !isLong) return null;
    this.shown ??= this.isPast('description') ? words : wholeWords(words);
    return this.shown === words && this.isPast('description') ? this.shown : `${this.shown} …`;
  }

  private rest(): string | null {
    if (!this.isPast('description') || this.shown === null) return null;
    const words = this.guide.bodies.description.trim();
    if (words.startsWith(this.shown)) return words.slice(this.shown.length).trim();
    // It was revised meanwhile: what stands there already is not told again.
    const told = new Set(sentences(this.shown));
    return sentences(words)
      .filter(each => !told.has(each))
      .join(' ');
  }

  private steps(): string | null {
    if (!this.isPast('steps')) return null;
    const titles = titlesOf(this.guide.bodies.steps);
    const listed = titles.slice(0, MOST_STEPS).map((title, index) => `${index + 1}. ${title}`);
    if (titles.length > MOST_STEPS) listed.push(`${MOST_STEPS + 1}. …`);
    return listed.join('\n');
  }

  private example(): string | null {
    if (this.guide.isWriting) return null;
    const lines = exampleOf(this.guide.bodies).trimEnd().split('\n');
    if (lines.join('') === '') return '';
    const shown = lines.length > MOST_EXAMPLE_LINES ? [...lines.slice(0, MOST_EXAMPLE_LINES), '...'] : lines;
    return `\`\`\`\`python\n${shown.join('\n')}\n\`\`\`\``;
  }

  private foot(): string | null {
    return this.guide.isWriting ? null : this.words.links(this.guide);
  }

  private isPast(section: 'description' | 'steps'): boolean {
    const { steps, example } = this.guide.bodies;
    if (!this.guide.isWriting) return true;
    if (this.guide.stage === 'reading') return false;
    return section === 'description' ? steps !== '' || example !== '' : example !== '';
  }
}

export const PARTS = 5;

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/).map(each => each.replace(/\s+/g, ' '));
}

/** Up to the last space: a word that is still growing is left out. */
function wholeWords(text: string): string {
  const end = text.search(/\s\S*$/);
  return end < 0 ? text : text.slice(0, end);
}
