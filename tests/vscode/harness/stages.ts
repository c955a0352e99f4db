/** The windows in which scenarios are performed: one after another in one that they share, or each in its own. */

import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Browser } from 'playwright-core';
import { openWindow, type Window } from './browser.ts';
import { VSIX } from './places.ts';
import { BARE, FILES, type Scenario, SHARED } from './scenario.ts';
import { installExtensions, type Server, startServer, type Wishes } from './server.ts';

export interface Place {
  readonly window: Window;
  readonly server: Server;
}

interface Open {
  readonly name: string;
  readonly place: Place;
  readonly extensions: string;
}

export class Stages {
  private readonly extensions: string;
  private readonly browser: Browser;
  private open: Open | null = null;

  constructor(extensions: string, browser: Browser) {
    this.extensions = extensions;
    this.browser = browser;
  }

  /** A window that is as it was when it was new. */
  async set({ shares, wishes, language }: Scenario): Promise<Place> {
    if (shares !== undefined && this.open?.name === shares) {
      const { place } = this.open;
      try {
        place.server.restore();
        await place.window.workbench.tidy();
        return place;
      } catch (error) {
        console.log(`        a shared window could not be tidied, and another is opened: ${error}`);
      }
    }
    await this.close();
    const wanted: Wishes = {
      files: FILES,
      machine: BARE,
      ...(shares === undefined ? wishes : SHARED[shares]),
    };
    const others = wanted.extensions?.() ?? [];
    const extensions = others.length === 0 ? this.extensions : installExtensions(VSIX, ...others);
    const server = await startServer(extensions, wanted);
    const window = await openWindow(this.browser, language);
    const place = { window, server };
    this.open = { name: shares ?? '', place, extensions };
    await window.workbench.open(server.url);
    return place;
  }

  /** Closes the window; the next scenario finds a new one. */
  async close(): Promise<void> {
    const open = this.open;
    this.open = null;
    await open?.place.window.close();
    await open?.place.server.stop();
    if (open !== null && open.extensions !== this.extensions)
      rmSync(dirname(open.extensions), { recursive: true, force: true });
  }

  get current(): Place | null {
    return this.open?.place ?? null;
  }
}
