/**
 * The page that shows a guide: its style sheet and its first words stand in it, and nothing is loaded.
 * The words are painted first: the script is sent after that, for a reader sees them a tenth of a second earlier.
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
 * Asks for the page's script at once where it holds no words yet; else when they have been painted, or cannot be: in
 * a page that nobody sees no frame comes. The editor carries a page through three processes: it comes without it.
 */
const START = `{
  const { nonce } = document.currentScript;
  const host = acquireVsCodeApi();
  globalThis.acquireVsCodeApi = () => host;
  addEventListener('message', function take({ data }) {
    if (data.type !== 'program') return;
    removeEventListener('message', take);
    const program = document.createElement('script');
    program.nonce = nonce;
    program.textContent = data.script;
    document.head.append(program);
  });
  let isAsked = false;
  const ask = () => {
    if (!isAsked) host.postMessage({ type: 'start' });
    isAsked = true;
  };
  if (document.getElementById('guide').firstElementChild === null) ask();
  else
    addEventListener('load', () => {
      requestAnimationFrame(() => setTimeout(ask, 30));
      setTimeout(ask, 150);
    });
}`;

/** The page with what it shows at first. */
export function shell({ style }: Parts, first: All): string {
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
<script nonce="${nonce}">${START}</script>
</body>
</html>
`;
}
