/** Edited code makes its guide stale, and the code as it was makes it hold again; written anew it fits the edit. */

import assert from 'node:assert/strict';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'stale',
  async act({ workbench, page }) {
    await documentSettings(workbench);
    const status = workbench.guide.locator('.status');
    const stale = status.filter({ hasText: 'Stale: the code has been edited since.' });
    assert.equal(await stale.count(), 0);
    await workbench.click('settings.py', 'return settings');
    await workbench.goTo(16);
    await page.keyboard.press('End');
    await page.keyboard.type('\nnumber += 1');
    await stale.waitFor();
    for (let times = 0; times < 12 && (await stale.count()) > 0; times += 1) {
      await page.keyboard.press('Control+z');
      await page.waitForTimeout(150);
    }
    await stale.waitFor({ state: 'detached' });
    await page.keyboard.type('\nnumber += 1');
    await stale.waitFor();
    await status.getByRole('button', { name: 'Write anew' }).click();
    await stale.waitFor({ state: 'detached' });
    await workbench.guide.locator('li[data-first="17"]', { hasText: 'number' }).waitFor();
  },
} satisfies Scenario;
