/** Writes the README that is packaged: its pictures stand in it, for an installed extension shows no other ones. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const PICTURE = /!\[([^\]]*)\]\((\.\.\/docs\/images\/[^)]+\.png)\)/g;
const OTHER_LINK = /(?<!!)\[([^\]]*)\]\(\.\.?\/[^)]+\)/g;

const text = readFileSync('README.md', 'utf8')
  .replace(PICTURE, (_, says, path) => `![${says}](data:image/png;base64,${readFileSync(path, 'base64')})`)
  .replace(OTHER_LINK, '$1');
if (/\]\(\.\.?\//.test(text))
  throw new Error('the README has a link that an installed extension cannot follow');
mkdirSync('out', { recursive: true });
writeFileSync('out/README.md', text);
