/** The extension's page in the editor shows its README, and no picture in it that is broken. */

import assert from 'node:assert/strict';
import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'readme',
  shares: 'offline',
  async act({ workbench, page }) {
    await workbench.openFile('settings.py');
    await workbench.ready();
    await workbench.run('View: Show Extensions');
    await page.locator('.extension-list-item', { hasText: 'BlockGuide' }).first().click();
    await page.locator('.extension-editor', { hasText: 'BlockGuide' }).waitFor();
    const readme = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    for (const name of ['What it does', 'Where to find it', 'Settings', 'Trust'])
      await readme.getByRole('heading', { name }).waitFor();
    const broken = await readme
      .locator('img')
      .evaluateAll(all => (all as HTMLImageElement[]).filter(each => each.naturalWidth === 0).length);
    assert.equal(broken, 0, 'pictures are not shown');
    await workbench.run('View: Show Explorer');
  },
} satisfies Scenario;
