/** Where words stand on the screen: the editor splits a line into spans anywhere, and writes no-break spaces. */

import type { Locator } from 'playwright-core';

export interface Pixels {
  readonly x: number;
  readonly y: number;
}

/** The middle of a word in the first shown line that has a text. */
export async function pixelsOf(lines: Locator, text: string, word = text): Promise<Pixels> {
  const end = Date.now() + 8000;
  while (Date.now() < end) {
    const found = await lines.evaluateAll(find, [text, word] as const);
    if (found !== null) return found;
    await new Promise(resolve => setTimeout(resolve, 80));
  }
  throw new Error(`the editor does not show: ${text}`);
}

function find(lines: Element[], [text, word]: readonly [string, string]): Pixels | null {
  for (const line of lines) {
    const all = (line.textContent ?? '').replace(/\u00a0/g, ' ');
    if (!all.includes(text)) continue;
    const start = all.indexOf(text) + Math.max(0, text.indexOf(word));
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let at = 0;
    let isSet = false;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { length } = node as Text;
      if (!isSet && start < at + length) {
        range.setStart(node, start - at);
        isSet = true;
      }
      if (isSet && start + word.length <= at + length) {
        range.setEnd(node, start + word.length - at);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      at += length;
    }
  }
  return null;
}
