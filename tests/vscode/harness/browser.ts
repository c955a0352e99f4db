/** Chromium, and a window in it for one scenario. */

import type { Browser, chromium as Chromium, Page } from 'playwright-core';
import { CHROMIUM, installed } from './places.ts';
import { Workbench } from './workbench.ts';

export interface Window {
  readonly page: Page;
  readonly workbench: Workbench;
  close(): Promise<void>;
}

export const SIZE = { width: 1200, height: 760 } as const;
const PATIENCE_MS = 45_000;

export function launchBrowser(): Promise<Browser> {
  const { chromium } = installed('playwright-core') as { chromium: typeof Chromium };
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update', '--font-render-hinting=none'],
    ],
  });
}

export async function openWindow(browser: Browser, language = 'en-US'): Promise<Window> {
  const context = await browser.newContext({
    viewport: SIZE,
    locale: language,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.addInitScript(watchGrowth);
  // What a language pack sets: the language of the window, which extensions go by.
  if (language !== 'en-US') await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${language}'`);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return { page, workbench: new Workbench(page), close: () => context.close() };
}

/** In the page of a guide: how many characters it had, each time that there were more or fewer. */
function watchGrowth(): void {
  const seen: number[] = [];
  Object.assign(window, { growth: seen });
  setInterval(() => {
    const length = document.querySelector('main > section')?.parentElement?.textContent?.length;
    if (length !== undefined && length !== seen[seen.length - 1]) seen.push(length);
  }, 20);
}
