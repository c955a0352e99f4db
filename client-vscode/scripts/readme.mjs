/** Writes the README that is packaged: without pictures, for an installed extension's page shows none but those of https. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const PICTURE = /^ *!\[[^\]]*\]\(\.\.\/docs\/images\/[^)]+\.png\)\n\n?/gm;
const OTHER_LINK = /(?<!!)\[([^\]]*)\]\(\.\.?\/[^)]+\)/g;

const text = readFileSync('README.md', 'utf8').replace(PICTURE, '').replace(OTHER_LINK, '$1');
if (/\]\(\.\.?\//.test(text))
  throw new Error('the README has a link that an installed extension cannot follow');
mkdirSync('out', { recursive: true });
writeFileSync('out/README.md', text);
