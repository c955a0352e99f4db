/** What is changed while the window is open holds at once: a file's language, the code lens, a preview, following the cursor. */

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
    const whole = workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])');
    await workbench.openFile('settings.py');
    await workbench.ready();
    await workbench.run('File: New Untitled Text File');
    await workbench.status.waitFor({ state: 'hidden' });
    await workbench.run('Change Language Mode');
    await workbench.fill('Python');
    await workbench.pick('Python');
    await workbench.status.waitFor();
    await workbench.tab('Untitled-1').click({ button: 'middle' });
    const lens = page.locator('.codelens-decoration a');
    assert.equal(await lens.count(), 0);
    change({ 'blockguide.codeLens': true });
    await lens.filter({ hasText: 'Document' }).waitFor();
    await workbench.openFile('shop/cart.py');
    await lens.filter({ hasText: 'Document' }).click();
    await workbench.guideTab('Guide: total').waitFor();
    await whole.waitFor();
    await workbench.guideTab('Guide: total').click({ button: 'middle' });
    await workbench.tab('settings.py').click();
    change({ 'blockguide.codeLens': false, 'blockguide.hover.offline': true });
    await lens.waitFor({ state: 'detached' });
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', /reads key=value pairs/);

    // The preview was kept: the lens now opens it.
    change({ 'blockguide.codeLens': true, 'blockguide.followCursor': false });
    await workbench.click('settings.py', 'return settings');
    await lens.filter({ hasText: /^Guide$/ }).click();
    await whole.waitFor();
    const marked = await workbench.guide.locator('main').evaluateHandle(watchMarks);
    await workbench.click('settings.py', 'return settings');
    for (const line of [3, 13]) await workbench.goTo(line, 5);
    change({ 'blockguide.codeLens': false });
    await lens.waitFor({ state: 'detached' });
    await workbench.goTo(17, 5);
    await workbench.guide.locator('li[data-first="17"][aria-current="step"]').waitFor();
    assert.deepEqual(await marked.jsonValue(), ['17'], 'it follows though it is not to');
    change({ 'blockguide.codeLens': true });
    await lens.filter({ hasText: /^Guide$/ }).waitFor();
    await workbench.goTo(16);
    await page.keyboard.press('End');
    await page.keyboard.type(' or None');
    await lens.filter({ hasText: 'Guide is stale' }).waitFor();
  },
} satisfies Scenario;

/** The first lines of the steps that are marked from now on. */
function watchMarks(guide: Element): string[] {
  const seen: string[] = [];
  new MutationObserver(changes => {
    for (const { target } of changes)
      if (target instanceof HTMLElement && target.ariaCurrent !== null)
        seen.push(target.dataset['first'] ?? '');
  }).observe(guide, { attributeFilter: ['aria-current'], subtree: true });
  return seen;
}
