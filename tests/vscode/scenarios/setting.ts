/** Settings that are changed while the window is open hold at once: the code lens, and a preview of what has no guide. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../harness/scenario.ts';
import { json } from '../harness/server.ts';

export default {
  name: 'setting',
  shares: 'offline',
  async act({ workbench, page, server }) {
    const change = (values: object) =>
      writeFileSync(join(server.workspace, '.vscode/settings.json'), json(values));
    await workbench.openFile('settings.py');
    await workbench.ready();
    const lens = page.locator('.codelens-decoration a');
    assert.equal(await lens.count(), 0);
    change({ 'blockguide.codeLens': true });
    await lens.filter({ hasText: 'Document' }).waitFor();
    change({ 'blockguide.codeLens': false, 'blockguide.hover.offline': true });
    await lens.waitFor({ state: 'detached' });
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', /reads key=value pairs/);

    // The preview was kept: the lens now opens it.
    change({ 'blockguide.codeLens': true });
    await workbench.click('settings.py', 'return settings');
    await lens.filter({ hasText: /^Guide$/ }).click();
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await workbench.click('settings.py', 'return settings');
    await workbench.goTo(16);
    await page.keyboard.press('End');
    await page.keyboard.type(' or None');
    await lens.filter({ hasText: 'Guide is stale' }).waitFor();
  },
} satisfies Scenario;
