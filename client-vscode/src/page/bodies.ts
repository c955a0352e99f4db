/** A guide's sections while they are written: what the server's progress values make of them. */

import type { ProgressValue } from '../protocol';
import headings from './headings.json';

export const SECTIONS = ['description', 'steps', 'example'] as const;
export type Section = (typeof SECTIONS)[number];
export type Bodies = Readonly<Record<Section, string>>;

/** The title of a page and the headings of its sections. */
export interface Headings extends Readonly<Record<Section, string>> {
  readonly title: string;
}

export const NO_BODIES: Bodies = { description: '', steps: '', example: '' };

/** The bodies after a value of `$/progress`; what tells of no known section changes nothing. */
export function grown(bodies: Bodies, value: ProgressValue): Bodies {
  if (!('section' in value) || !isSection(value.section)) return bodies;
  const body = 'body' in value ? value.body : bodies[value.section] + value.text;
  return { ...bodies, [value.section]: body };
}

/** The section that is being written, or null before the first word. */
export function latest(bodies: Bodies): Section | null {
  return [...SECTIONS].reverse().find(section => bodies[section] !== '') ?? null;
}

/** The headings of a language, a BCP 47 tag; those of its main language else, or English. */
export function headingsFor(language: string): Headings {
  const known: Readonly<Record<string, Headings>> = headings;
  return known[language] ?? known[language.split('-')[0]?.toLowerCase() ?? ''] ?? headings.en;
}

/** The language of a page, by its headings: prose and headings are of one. */
export function languageOf({ title }: Headings): string {
  return Object.entries(headings).find(([, known]) => known.title === title)?.[0] ?? 'en';
}

function isSection(name: string): name is Section {
  return (SECTIONS as readonly string[]).includes(name);
}
