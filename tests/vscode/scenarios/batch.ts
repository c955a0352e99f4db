/** A folder's right-click in the Explorer writes guides for its files, with progress, and opens the index. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'batch',
  shares: 'offline',
  async act({ workbench, page, server }) {
    await workbench.openFile('settings.py');
    await workbench.ready();
    await workbench.inExplorer('settings.py').click({ button: 'right' });
    await workbench.entry('Write Guides for…').waitFor();
    await page.keyboard.press('Escape');
    await workbench.inExplorer('notes.txt').click({ button: 'right' });
    await workbench.entry('Copy Path').first().waitFor();
    assert.equal(await workbench.entry('Write Guides for…').count(), 0);
    await page.keyboard.press('Escape');
    await workbench.inExplorer('shop').click({ button: 'right' });
    await workbench.chooseEntry('Write Guides for…');
    await workbench.pick('One guide for each file');
    await workbench.fill('guides');
    await page.keyboard.press('Enter');
    const done = workbench.toast('The guides are written to guides.');
    await done.waitFor({ timeout: 60_000 });
    const pages = join(server.workspace, 'guides');
    assert.ok(existsSync(join(pages, 'index.md')));
    const written = readdirSync(pages, { recursive: true, encoding: 'utf8' });
    const cart = written.find(name => name.endsWith('cart.py.md'));
    assert.match(readFileSync(join(pages, cart ?? ''), 'utf8'), /^How to Use This Code Block\n/);
    await done.getByRole('button', { name: 'Open the index' }).click();
    await page.locator('.tabs-container .tab', { hasText: 'index.md' }).waitFor();
  },
} satisfies Scenario;
