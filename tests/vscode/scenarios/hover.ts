/** Over a documented block the hover previews its guide, with links that work. */

import assert from 'node:assert/strict';
import { equals, eventually } from '../harness/eventually.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'hover',
  shares: 'offline',
  async act({ workbench, page }) {
    await documentSettings(workbench);
    await workbench.click('settings.py', 'return settings');
    const said = await workbench.hover('settings.py', 'def read_settings', 'read_settings', /Show the guide/);
    assert.match(said, /reads key=value pairs/);
    assert.match(said, /Read the text line by line/);
    assert.match(said, /Show the guide · Write anew · Copy/);
    await workbench.hovers.getByText('Copy', { exact: true }).click();
    await page.locator('.statusbar-item', { hasText: 'The guide is copied.' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^How to Use This Code Block\n=+\n/);

    await workbench.guideTab().click({ button: 'middle' });
    await workbench.guideTab().waitFor({ state: 'detached' });
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', /Show the guide/);
    await workbench.hovers.getByText('Show the guide', { exact: true }).click();
    await workbench.guideTab('Guide: read_settings').waitFor();
    await workbench.guide.locator('section.example:not([hidden])').waitFor();
    const status = workbench.guide.locator('.status');
    await eventually(() => status.innerText(), equals('Written offline, kept from earlier.'));
    await page.mouse.move(600, 745);
    await page.keyboard.press('Escape');
    await workbench.hovers.first().waitFor({ state: 'hidden' });
    await workbench.click('settings.py', 'return settings');
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', /Write anew/);
    await workbench.hovers.getByText('Write anew', { exact: true }).click();
    await eventually(() => status.innerText(), equals('Written offline.'));
  },
} satisfies Scenario;
