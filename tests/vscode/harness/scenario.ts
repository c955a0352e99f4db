/** What a scenario is: a window with its own workspace and settings, and what a person does in it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Endpoint, writesWith } from './endpoint.ts';
import { PACKAGES, PYTHON_BARE, PYTHON_WHOLE, TREE } from './places.ts';
import type { Server, Wishes } from './server.ts';
import type { Workbench } from './workbench.ts';

export interface Stage {
  readonly workbench: Workbench;
  readonly page: Page;
  readonly server: Server;
  /** Notes how long something took, or what was seen. */
  readonly note: (text: string) => void;
}

export interface Scenario {
  readonly name: string;
  /** The window that it shares with others, one after another; without a name it has one of its own. */
  readonly shares?: keyof typeof SHARED;
  /** What it wants of a window of its own. */
  readonly wishes?: Partial<Wishes>;
  /** The window's language. */
  readonly language?: string;
  /** Starts what it needs beside the window; it is stopped by `end`. */
  readonly prepare?: () => Promise<void>;
  readonly act: (stage: Stage) => Promise<void>;
  readonly end?: () => Promise<void>;
}

/** Flask's own module, and one that the scripted model has a page of. */
export const FILES: Readonly<Record<string, string>> = {
  'config.py': text(join(PACKAGES, 'flask/config.py')),
  'settings.py': text(join(TREE, 'tests/vscode/workspace/settings.py.txt')),
  'shop/cart.py': 'def total(prices):\n    return sum(prices)\n',
  'cells.ipynb': JSON.stringify({
    cells: [
      {
        cell_type: 'code',
        id: 'a',
        execution_count: null,
        metadata: {},
        outputs: [],
        source: ['def halve(number):\n', '    return number / 2'],
      },
    ],
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  }),
  'notes.txt': 'Nothing to document.\n',
};

/** What the scripted model writes of `settings.py`. */
export const SETTINGS_PAGE = join(TREE, 'tests/vscode/pages/settings.md');

export const BARE = { 'blockguide.interpreter': PYTHON_BARE } as const;

/** The windows that are shared, each with its machine's settings. */
export const SHARED = {
  offline: { machine: BARE },
  modelled: { machine: { 'blockguide.interpreter': PYTHON_WHOLE } },
} as const satisfies Record<string, Partial<Wishes>>;

function text(path: string): string {
  return readFileSync(path, 'utf8');
}

/** The person chooses a model in the open window: its settings hold when the status says so. */
export async function writeWith({ workbench, page, server }: Stage, endpoint: Endpoint): Promise<void> {
  server.setMachine(writesWith(endpoint));
  await workbench.status.hover();
  await page.locator('.monaco-hover', { hasText: `Writes with ${endpoint.model}` }).waitFor();
}

/** Right-clicks the function of `settings.py`, and waits until its guide is whole. */
export async function documentSettings(workbench: Workbench): Promise<void> {
  await workbench.openFile('settings.py');
  await workbench.ready();
  await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
  await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
}
