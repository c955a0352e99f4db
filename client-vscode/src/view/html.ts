/**
 * The page that shows a guide: its script, its style sheet and its first words stand in it, and nothing is loaded.
 * The words are painted first: the script runs after that, for a reader sees them a twentieth of a second earlier.
 */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstWords } from './first';
import type { All } from './messages';

export interface Parts {
  readonly script: string;
  readonly style: string;
}

/** Reads what a page is made of. */
export async function partsIn(directory: string): Promise<Parts> {
  const read = (name: string) => readFile(join(directory, name), 'utf8');
  const [script, style] = await Promise.all([read('view.js'), read('view.css')]);
  return { script, style };
}

/**
 * Runs the page's script at once where it holds no words yet; else when they have been painted, or cannot be: in a
 * page that nobody sees no frame comes.
 */
const START = `{
  const { nonce } = document.currentScript;
  let isRunning = false;
  const run = () => {
    if (isRunning) return;
    isRunning = true;
    const program = document.createElement('script');
    program.nonce = nonce;
    program.textContent = document.getElementById('program').textContent;
    document.head.append(program);
  };
  if (document.getElementById('guide').firstElementChild === null) run();
  else
    addEventListener('load', () => {
      requestAnimationFrame(() => setTimeout(run, 30));
      setTimeout(run, 150);
    });
}`;

/** The page with what it shows at first. */
export function shell({ script, style }: Parts, first: All): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${first.language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${style}</style>
<title>BlockGuide</title>
</head>
<body>
<main id="guide" aria-busy="true">${firstWords(first)}</main>
<script type="application/json" id="first">${JSON.stringify(first).replaceAll('<', '\\u003c')}</script>
<script type="text/plain" id="program">${script}</script>
<script nonce="${nonce}">${START}</script>
</body>
</html>
`;
}
