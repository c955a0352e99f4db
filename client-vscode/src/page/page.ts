/** A guide's page as text: taken apart into its sections, put together, and its example read out of it. */

import type { Bodies, Headings } from './bodies';
import { NO_BODIES, SECTIONS } from './bodies';

const TITLE_RULE = '='.repeat(89);
const SECTION_RULE = '-'.repeat(25);
const FENCED = /^(`{3,})python\n([\s\S]*?)(?:^\1`*\s*$|(?![\s\S]))/m;

export interface Page {
  readonly headings: Headings;
  readonly bodies: Bodies;
}

/** The sections of a page, in their order, whatever language their headings have; a rule alone tells a heading. */
export function readPage(text: string, fallback: Headings): Page {
  const lines = text.split('\n');
  const starts = sectionStarts(lines);
  const title = lines[1] === TITLE_RULE ? (lines[0] ?? '') : fallback.title;
  const headings: Record<string, string> = { ...fallback, title };
  const bodies: Record<string, string> = { ...NO_BODIES };
  for (const [index, section] of SECTIONS.entries()) {
    const start = starts[index];
    if (start === undefined) break;
    headings[section] = lines[start] ?? '';
    bodies[section] = lines
      .slice(start + 2, starts[index + 1] ?? lines.length)
      .join('\n')
      .replace(/^\n+|\n+$/g, '');
  }
  return { headings: headings as unknown as Headings, bodies: bodies as unknown as Bodies };
}

/** The page of what is written so far; a section that has no word yet is left out. */
export function writePage({ headings, bodies }: Page): string {
  const parts = [`${headings.title}\n${TITLE_RULE}\n`];
  for (const section of SECTIONS) {
    const body = bodies[section].trimEnd();
    // The form has an empty line before the example's fence.
    const space = section === 'example' ? '\n' : '';
    if (body !== '') parts.push(`${headings[section]}\n${SECTION_RULE}\n${space}${body}\n`);
  }
  return parts.join('\n');
}

/** The Python source of the example, or an empty string. */
export function exampleOf(bodies: Bodies): string {
  return FENCED.exec(bodies.example)?.[2] ?? '';
}

/** A page after `blockguide/delta`: from `line` on, its lines are those of `text`. */
export function replacedFrom(page: string, line: number, text: string): string {
  return line === 0 ? text : [...page.split('\n').slice(0, line), text].join('\n');
}

function sectionStarts(lines: readonly string[]): number[] {
  const starts: number[] = [];
  let fence = '';
  for (const [index, line] of lines.entries()) {
    const mark = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence === '' && mark !== '') fence = mark;
    else if (fence !== '' && mark.length >= fence.length && line.trim() === mark) fence = '';
    const heads = fence === '' && lines[index + 1] === SECTION_RULE && line !== '';
    if (heads && starts.length < SECTIONS.length) starts.push(index);
  }
  return starts;
}
