/** The windows in which scenarios are performed: one after another in one that they share, or each in its own. */

import type { Browser } from 'playwright-core';
import { openWindow, type Window } from './browser.ts';
import { BARE, FILES, type Scenario, SHARED } from './scenario.ts';
import { type Server, startServer } from './server.ts';

export interface Place {
  readonly window: Window;
  readonly server: Server;
}

export class Stages {
  private readonly extensions: string;
  private readonly browser: Browser;
  private open: { readonly name: string; readonly place: Place } | null = null;

  constructor(extensions: string, browser: Browser) {
    this.extensions = extensions;
    this.browser = browser;
  }

  /** A window that is as it was when it was new. */
  async set({ shares, wishes }: Scenario): Promise<Place> {
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
    const wanted = { files: FILES, machine: BARE, ...(shares === undefined ? wishes : SHARED[shares]) };
    const server = await startServer(this.extensions, wanted);
    const window = await openWindow(this.browser);
    const place = { window, server };
    this.open = { name: shares ?? '', place };
    await window.workbench.open(server.url);
    return place;
  }

  /** Closes the window; the next scenario finds a new one. */
  async close(): Promise<void> {
    const open = this.open;
    this.open = null;
    await open?.place.window.close();
    await open?.place.server.stop();
  }

  get current(): Place | null {
    return this.open?.place ?? null;
  }
}
