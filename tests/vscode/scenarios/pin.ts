/** One tab a block: a guide that is written again takes the place of its old one, unless that is pinned. */

import { equals, eventually } from '../harness/eventually.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'pin',
  shares: 'offline',
  async act({ workbench, page }) {
    const tabs = () => workbench.guideTab('Guide: read_settings').count();
    await documentSettings(workbench);
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guide.locator('.status', { hasText: 'kept from earlier' }).waitFor();
    await eventually(tabs, equals(1));
    await workbench.guideTab().click();
    await page.locator('.editor-actions .action-label[aria-label^="Pin the Guide"]').click();
    await page.locator('.editor-actions .action-label[aria-label^="Unpin the Guide"]').waitFor();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await eventually(tabs, equals(2));
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await eventually(tabs, equals(2));
  },
} satisfies Scenario;
