/** The links under a hover: what can be done with the guide that it previews. */

import type { DocumentParams, Range, ShowParams } from '../protocol';

const SHOW = /command:blockguide\.show\?([^)\s]+)/;

/** The guide that a hover of the server's shows, as its own link tells; null where it has none. */
export function shownGuide(markdown: string): ShowParams | null {
  const found = SHOW.exec(markdown);
  if (found?.[1] === undefined) return null;
  try {
    const [argument] = JSON.parse(decodeURIComponent(found[1])) as unknown[];
    return typeof argument === 'object' && argument !== null && 'key' in argument
      ? (argument as ShowParams)
      : null;
  } catch {
    return null;
  }
}

/** A link that runs a command with one argument. */
export function commandLink(title: string, command: string, argument?: unknown): string {
  const query = argument === undefined ? '' : `?${escaped(JSON.stringify([argument]))}`;
  return `[${title}](command:${command}${query})`;
}

/** The links to write the previewed guide anew, and to copy it. */
export function furtherLinks(
  shown: ShowParams,
  uri: string,
  range: Range | null,
  words: { readonly anew: string; readonly copy: string },
): string {
  const links = [commandLink(words.copy, 'blockguide.copyKept', shown)];
  if (range !== null) {
    const anew: DocumentParams = { uri, range, fresh: true };
    links.unshift(commandLink(words.anew, 'blockguide.document', anew));
  }
  return ['', ...links].join(' · ');
}

/** Escaped for a link's target in Markdown, which a parenthesis would end. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, mark => (mark === '(' ? '%28' : '%29'));
}
