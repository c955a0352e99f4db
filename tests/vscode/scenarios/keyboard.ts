/** By keys alone: a step's lines are shown though words are selected, and a screen reader hears each status once. */

import assert from 'node:assert/strict';
import { equals, eventually } from '../harness/eventually.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'keyboard',
  shares: 'offline',
  async act({ workbench, page }) {
    await documentSettings(workbench);
    const { guide } = workbench;
    const main = guide.locator('main');
    const status = guide.locator('.status');
    const focused = () => main.evaluate(() => document.activeElement?.textContent ?? '');
    await status.filter({ hasText: 'Written offline.' }).waitFor();

    await guide.locator('section.description p').first().click({ clickCount: 3 });
    assert.notEqual(await main.evaluate(() => String(getSelection())), '', 'nothing is selected');
    await page.keyboard.press('Tab');
    const button = guide.locator('button.lines:focus');
    await button.waitFor();
    const first = Number(await button.getAttribute('data-first'));
    await page.keyboard.press('Enter');
    await eventually(
      () => workbench.marked('settings.py'),
      marked => assert.ok(marked.includes(first), `line ${first} is not marked: ${marked}`),
    );

    await main.evaluate(listen);
    await workbench.click('settings.py', 'return settings');
    await workbench.goTo(16);
    await page.keyboard.press('End');
    await page.keyboard.type('\nnumber += 1');
    const stale = 'Stale: the code has been edited since.';
    await status.filter({ hasText: stale }).waitFor();
    const anew = status.getByRole('button', { name: 'Write anew' });
    await anew.evaluate(each => each.setAttribute('data-seen', ''));
    await workbench.goTo(1);
    await page.keyboard.type('\n');
    await guide.locator('.where', { hasText: 'lines 2–19' }).waitFor();
    assert.deepEqual(await main.evaluate(heard), [stale]);
    await status.locator('[data-seen]').waitFor();

    const toButton = async () => {
      await status.locator('span').click();
      await page.keyboard.press('Tab');
      await eventually(focused, equals('Write anew'));
    };
    // A button that goes away while the person types takes no key from the code.
    await toButton();
    await workbench.click('settings.py', 'number += 1');
    await workbench.goTo(18);
    await page.keyboard.press('Control+Shift+k');
    await anew.waitFor({ state: 'detached' });
    await page.keyboard.press('Home');
    await page.keyboard.type('number += 1\n');
    await anew.waitFor();
    await main.evaluate(forget);

    await toButton();
    await page.keyboard.press('Enter');
    await status.filter({ hasText: 'Written offline.' }).waitFor();
    assert.equal(await status.evaluate(each => each.contains(document.activeElement)), true);
    const all = await main.evaluate(heard);
    assert.deepEqual(all, [...new Set(all)], 'something is said twice');
    assert.equal(all.at(-1), 'Written offline.');
  },
} satisfies Scenario;

/** Keeps what a screen reader is told. */
function listen(): void {
  const told: string[] = [];
  Object.assign(window, { told });
  const region = document.querySelector('[role="status"]');
  if (region === null) throw new Error('nothing is told');
  const options = { childList: true, characterData: true, subtree: true };
  new MutationObserver(() => told.push(region.textContent ?? '')).observe(region, options);
}

function heard(): string[] {
  return (window as unknown as { told: string[] }).told;
}

function forget(): void {
  (window as unknown as { told: string[] }).told.length = 0;
}
