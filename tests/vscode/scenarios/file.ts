/** A guide follows its file: moved lines, a reload, a closed tab, another name; and it says when the file is gone. */

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { comes, equals, eventually } from '../harness/eventually.ts';
import type { Scenario } from '../harness/scenario.ts';

const TEXT = [
  'def one():',
  '    """Counts one."""',
  '    return 1',
  '',
  '',
  'def two():',
  '    return 2',
  '',
];

export default {
  name: 'file',
  wishes: {
    files: { 'count.py': TEXT.join('\r\n') },
    workspaceSettings: { 'blockguide.codeLens': true },
  },
  async act({ workbench, page, server }) {
    const { guide } = workbench;
    const tab = workbench.guideTab('Guide: one');
    const stale = guide.locator('.status', { hasText: 'Stale: the code has been edited since.' });
    const place = (text: string) => guide.locator('.where', { hasText: text });
    const save = async () => {
      await page.keyboard.press('Control+s');
      await workbench.tab('count.py').and(page.locator(':not(.dirty)')).waitFor();
    };
    await workbench.openFile('count.py');
    await workbench.ready();
    await workbench.choose('count.py', 'def one', 'Document This Block');
    await place('count.py, lines 1–3').waitFor();
    await workbench.click('count.py', 'return 2');
    await workbench.goTo(1);
    await page.keyboard.type('import os\n');
    await place('count.py, lines 2–4').waitFor();
    assert.equal(await stale.count(), 0, 'an edit above it makes it stale');
    await save();

    // The window writes the state of its tabs every five seconds, and what is younger is lost by a reload at once.
    await page.waitForTimeout(7000);
    await page.reload();
    await tab.waitFor({ timeout: 60_000 });
    await tab.click();
    await place('count.py, lines 2–4').waitFor();
    await guide.locator('.status', { hasText: 'kept from earlier' }).waitFor();
    assert.equal(await stale.count(), 0, 'a reload makes it stale');

    await workbench.click('count.py', 'return 1');
    await workbench.goTo(4);
    await page.keyboard.press('End');
    await page.keyboard.type('1');
    await stale.waitFor();
    await tab.click({ button: 'middle' });
    const lens = page.locator('.codelens-decoration a', { hasText: 'Guide is stale' });
    // Lenses are drawn anew when they say something else, and take no click meanwhile.
    const shown = async () => {
      await lens.click();
      return comes(tab.waitFor({ timeout: 4000 }));
    };
    await eventually(shown, equals(true));
    await stale.waitFor();
    await workbench.click('count.py', 'return 11');
    await workbench.goTo(4);
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await stale.waitFor({ state: 'detached' });
    await save();

    await workbench.inExplorer('count.py').click();
    await page.keyboard.press('F2');
    const input = page.locator('.explorer-folders-view .monaco-inputbox input');
    await input.fill('number.py');
    await input.press('Enter');
    await place('number.py, lines 2–4').waitFor();
    await guide.locator('li[data-first="4"] button.lines').click();
    await eventually(() => workbench.marked('number.py'), equals([4]));

    await workbench.tab('number.py').click({ button: 'middle' });
    await workbench.tab('number.py').waitFor({ state: 'detached' });
    rmSync(join(server.workspace, 'number.py'));
    // A busy machine tells the editor late, or not at all.
    const gone = async () => {
      await workbench.run('Refresh Explorer');
      return comes(workbench.inExplorer('number.py').waitFor({ state: 'detached', timeout: 4000 }));
    };
    await eventually(gone, equals(true));
    await guide.locator('li[data-first="4"] button.lines').click();
    await workbench.toast('The file of this guide is not there any more: number.py').waitFor();
  },
} satisfies Scenario;
