/** A click on a step marks its lines in the code; moving in the code marks its step. */

import assert from 'node:assert/strict';
import { equals, eventually } from '../harness/eventually.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'steps',
  shares: 'offline',
  async act({ workbench }) {
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
  },
} satisfies Scenario;
