/** What stands in a tab before its script has run: the head of the page, and a Description that is plain. */

import type { All } from './messages';

/** Marks that Markdown may take for more than text; the script knows them. */
const MARKED = /[*_[\]#<>|~\\$]|``|&[#\w]+;|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^\s*(?:-{3,}|={3,})\s*$/m;
const CODE = /`([^`\n]+)`/g;

/** The page's first words as HTML; empty where they are not plain, or not there yet. */
export function firstWords({ written, title, headings, bodies, status, name, where }: All): string {
  const description = bodies.description.trimEnd();
  if (description === '' || MARKED.test(description.replaceAll(CODE, ''))) return '';
  const paragraphs = description.split(/\n\n+/).map(each => `<p>${plain(each)}</p>`);
  const place = name === '' ? escaped(where) : `<code>${escaped(name)}</code> · ${escaped(where)}`;
  const told = [status.text, status.detail].filter(Boolean).join(' ');
  return [
    `<h1 lang="${written}">${escaped(title)}</h1>`,
    `<p class="where">${place}</p>`,
    `<div class="status${status.text === '' ? ' quiet' : ''}" data-tone="${status.tone}"><span>${escaped(told)}</span></div>`,
    `<section class="description" lang="${written}"><h2>${escaped(headings.description)}</h2><div>${paragraphs.join('')}</div></section>`,
  ].join('');
}

function plain(paragraph: string): string {
  return paragraph
    .split(CODE)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `<code>${escaped(part)}</code>`))
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
