/** The other ways to a guide: the keyboard, the light bulb, asked for or come by itself, the palette; untitled text, too. */

import type { Locator } from 'playwright-core';
import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'ways',
  shares: 'offline',
  async act({ workbench, page }) {
    const { guide } = workbench;
    const whole = guide.locator('main[aria-busy="false"] section.example:not([hidden])');
    /** The menu takes clicks when the mouse has moved over it. */
    const choose = async (row: Locator) => {
      const { x, y } = (await row.boundingBox()) ?? { x: 0, y: 0 };
      await page.mouse.move(x + 5, y + 5);
      await page.mouse.move(x + 20, y + 10, { steps: 4 });
      await row.click();
    };
    await workbench.openFile('settings.py');
    await workbench.ready();
    await workbench.click('settings.py', 'def read_settings');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('g');
    await workbench.guideTab('Guide: read_settings').waitFor();
    await whole.waitFor();

    await workbench.click('settings.py', 'return settings');
    await workbench.select(14, 15);
    await choose(await workbench.bulb('Document this block'));
    await guide.locator('.where', { hasText: 'lines 14–15' }).waitFor();
    await whole.waitFor();

    await workbench.click('settings.py', 'return settings');
    await workbench.select(11, 12);
    await page.locator('.lightBulbWidget, [class*="codicon-gutter-lightbulb"]').first().click();
    const entry = page.locator('.action-widget .monaco-list-row', { hasText: 'Document this block' });
    await choose(entry.first());
    await guide.locator('.where', { hasText: 'lines 11–12' }).waitFor();
    await whole.waitFor();

    await workbench.run('File: New Untitled Text File');
    await page.locator('.tab', { hasText: 'Untitled-1' }).waitFor();
    await workbench.run('Change Language Mode');
    await workbench.fill('Python');
    await page.keyboard.press('Enter');
    await page.locator('.statusbar-item', { hasText: 'Python' }).waitFor();
    await page.keyboard.type('def double(number):\nreturn 2 * number\n');
    await workbench.run('BlockGuide: Document This Block');
    await guide.locator('.where', { hasText: 'Untitled-1' }).waitFor();
    await whole.waitFor();
  },
} satisfies Scenario;
