/** The other ways to a guide: the keyboard, the light bulb, asked for or come by itself, the palette; untitled text, too. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { equals, eventually, matches } from '../harness/eventually.ts';
import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'ways',
  shares: 'offline',
  async act({ workbench, page, server }) {
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
    // The bulb of the selection before may still be there, at the line where that began.
    const own = page.locator('.lightBulbWidget, [class*="codicon-gutter-lightbulb"]').first();
    const line = workbench.lines('settings.py').filter({ hasText: 'if not line or' });
    const click = async () => {
      await eventually(
        async () => [await own.boundingBox(), await line.boundingBox()],
        ([bulb, at]) =>
          assert.ok(bulb && at && Math.abs(bulb.y - at.y) < at.height / 2, 'the selection has no bulb'),
      );
      await own.click();
    };
    await choose(await workbench.bulb('Document this block', click));
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

    await workbench.tab('Untitled-1').click();
    await page.keyboard.press('Control+s');
    // The editor proposes a name when it has read the folder.
    const name = page.locator('.quick-input-box input');
    await eventually(() => name.inputValue(), matches(/\.py$/));
    await name.fill(join(server.workspace, 'saved.py'));
    await page.keyboard.press('Enter');
    await guide.locator('.where', { hasText: 'saved.py' }).waitFor();
    await eventually(() => guide.locator('.status').innerText(), equals('Written offline.'));
    await workbench.tab('settings.py').click();
    await guide.locator('li button.lines').first().click();
    await eventually(() => workbench.marked('saved.py'), equals([1, 2]));
  },
} satisfies Scenario;
