/** What a scenario is: a window with its own workspace and settings, and what a person does in it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PACKAGES, PYTHON_BARE, TREE } from './places.ts';
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
  /** The window that it wants; what is started for it is stopped by `end`. */
  readonly prepare?: () => Promise<Partial<Wishes>> | Partial<Wishes>;
  readonly act: (stage: Stage) => Promise<void>;
  readonly end?: () => Promise<void>;
}

/** Flask's own module, and one that the scripted model has a page of. */
export const FILES: Readonly<Record<string, string>> = {
  'config.py': text(join(PACKAGES, 'flask/config.py')),
  'settings.py': text(join(TREE, 'tests/vscode/workspace/settings.py.txt')),
};

/** What the scripted model writes of `settings.py`. */
export const SETTINGS_PAGE = join(TREE, 'tests/vscode/pages/settings.md');

export const BARE = { 'blockguide.interpreter': PYTHON_BARE } as const;

function text(path: string): string {
  return readFileSync(path, 'utf8');
}

/** Right-clicks the function of `settings.py`, and waits until its guide is whole. */
export async function documentSettings(workbench: Workbench): Promise<void> {
  await workbench.openFile('settings.py');
  await workbench.ready();
  await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
  await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
}
