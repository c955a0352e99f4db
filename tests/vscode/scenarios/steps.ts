/** A click on a step shows and marks its lines in the code; moving in the code shows and marks its step. */

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { equals, eventually } from '../harness/eventually.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'steps',
  shares: 'offline',
  async act({ workbench, page }) {
    await documentSettings(workbench);
    const { guide } = workbench;
    const step = guide.locator('li[data-first="8"]');
    await step.locator('button.lines').first().click();
    await eventually(() => workbench.marked('settings.py'), equals([8, 9, 10, 11, 12, 13, 14, 15, 16]));
    assert.equal(await step.getAttribute('aria-current'), 'step');
    await guide.locator('li[data-first="14"] button.lines').click();
    await eventually(() => workbench.marked('settings.py'), equals([14, 15]));

    await workbench.click('settings.py', 'return settings', 'settings');
    await workbench.goTo(13, 5);
    await guide.locator('li[data-first="13"][aria-current="step"]').waitFor();
    assert.equal(await guide.locator('[aria-current]').count(), 1);
    await workbench.goTo(17, 5);
    await guide.locator('li[data-first="17"][aria-current="step"]').waitFor();

    // In a long file both sides scroll to what they mark.
    await workbench.openFile('config.py');
    await workbench.select(152, 183);
    await workbench.choose('config.py', 'for key in sorted(os.environ)', 'Document This Block');
    await guide.locator('.where', { hasText: 'config.py' }).waitFor();
    await guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    const first = guide.locator('li[data-first="152"]').first();
    const last = guide.locator('li[data-first]').last();
    await workbench.click('config.py', 'for key in sorted(os.environ)', 'sorted');
    await workbench.goTo(1);
    await eventually(
      () => workbench.code('config.py'),
      lines => assert.ok(!lines.some(line => line.includes('sorted(os.environ)'))),
    );
    await last.locator('button.lines').click();
    const wanted = Number(await last.getAttribute('data-first'));
    await eventually(
      () => workbench.marked('config.py'),
      marked => assert.ok(marked.includes(wanted), `line ${wanted} is not shown: ${marked}`),
    );

    await workbench.click('config.py', 'return True', 'True');
    await workbench.goTo(1);
    await guide.locator('h1').evaluate(() => scrollTo(0, 0));
    assert.ok(!(await isInView(last)), 'the guide is too short to be scrolled');
    await workbench.goTo(wanted, 20);
    await eventually(
      () => isInView(last),
      seen => assert.ok(seen, 'the marked step is out of sight'),
    );
    await workbench.goTo(152, 20);
    await eventually(
      () => isInView(first),
      seen => assert.ok(seen, 'the marked step is out of sight'),
    );

    // What is longer than its tab stands at its end, however high the tab is when it comes back.
    await page.keyboard.press('Control+j');
    await page.locator('.part.panel').waitFor();
    await guide.locator('h1').evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    // The page keeps its place when it has come to rest.
    await page.waitForTimeout(500);
    await workbench.guideTab('Guide: read_settings').click();
    await guide.locator('.where', { hasText: 'settings.py' }).waitFor();
    await page.keyboard.press('Control+j');
    await page.locator('.part.panel').waitFor({ state: 'hidden' });
    await workbench.guideTab('Guide: Block').click();
    await guide.locator('.where', { hasText: 'config.py' }).waitFor();
    const left = () => document.documentElement.scrollHeight - innerHeight - scrollY;
    await eventually(
      () => guide.locator('h1').evaluate(left),
      pixels => assert.ok(pixels < 2, `${pixels} pixels are below it`),
    );

    await first.locator('button.lines').click();
    await eventually(
      () => workbench.marked('config.py'),
      marked => assert.notDeepEqual(marked, [], 'no line is marked'),
    );
    await workbench.guideTab('Guide: Block').click({ button: 'middle' });
    await eventually(() => workbench.marked('config.py'), equals<number[]>([]));
  },
} satisfies Scenario;

/** Whether the beginning of an element is in its frame's sight. */
function isInView(element: Locator): Promise<boolean> {
  return element.evaluate(each => {
    const { top } = each.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });
}
