/** A picture of the window for the pages of docs: of one size, and written only when it looks different. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { IMAGES, installed } from './places.ts';

interface Upng {
  decode(file: Buffer): { width: number; height: number };
  toRGBA8(picture: object): ArrayBuffer[];
  encode(pixels: ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer;
}

const MOST_BYTES = 150_000;
const COLOURS = 256;
const MOST_DIFFERENT = 0.002;
/** What code-server has in its status bar beside the editor's own, and the bar of a hover, which fades. */
const HIDDEN = '[id*="keyboardLayout"], [id*="forwardedPorts"], .monaco-hover .scrollbar';

export async function takePicture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400);
  const picture = reduced(
    await page.screenshot({
      animations: 'disabled',
      caret: 'hide',
      style: `${HIDDEN} { display: none !important }`,
    }),
  );
  if (picture.length > MOST_BYTES) throw new Error(`${name}.png has ${picture.length} bytes`);
  mkdirSync(IMAGES, { recursive: true });
  const path = join(IMAGES, `${name}.png`);
  if (existsSync(path) && (await difference(page, readFileSync(path), picture)) < MOST_DIFFERENT) return;
  writeFileSync(path, picture);
}

/** A picture with a palette: a third of its bytes, and the same to the eye. */
function reduced(picture: Buffer): Buffer {
  const upng = installed('upng-js') as Upng;
  const { width, height, ...rest } = upng.decode(picture);
  const pixels = upng.toRGBA8({ width, height, ...rest }).slice(0, 1);
  return Buffer.from(upng.encode(pixels, width, height, COLOURS));
}

/** The part of pixels that differ between two pictures, from 0 to 1; the browser itself reads them. */
function difference(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const pictures = [one, other].map(each => each.toString('base64'));
  return page.evaluate(async sources => {
    const bitmaps = await Promise.all(
      sources.map(source => {
        const bytes = Uint8Array.from(atob(source), each => each.charCodeAt(0));
        return createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      }),
    );
    const [first, second] = bitmaps.map(bitmap => {
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.drawImage(bitmap, 0, 0);
      return new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
    });
    if (first === undefined || second === undefined || first.length !== second.length) return 1;
    return first.filter((pixel, index) => pixel !== second[index]).length / first.length;
  }, pictures);
}
