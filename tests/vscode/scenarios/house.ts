/** The commands about the extension itself: report, log, choice of the writer, restart, clearing of the cache. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equals, eventually, matches } from '../harness/eventually.ts';
import { servers } from '../harness/processes.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'house',
  shares: 'offline',
  async act({ workbench, page, server }) {
    await documentSettings(workbench);
    await workbench.status.filter({ hasText: 'BlockGuide: offline' }).waitFor();
    await workbench.run('BlockGuide: Report a Problem');
    await page.locator('.tab', { hasText: 'Untitled-1' }).waitFor();
    await page.locator('.view-line', { hasText: 'What happened' }).waitFor();
    const lines = page.locator('.editor-instance .monaco-editor[data-uri^="untitled:"] .view-line');
    const report = (await lines.allInnerTexts()).join('\n').replace(/\u00a0/g, ' ');
    assert.match(report, /BlockGuide \d+\.\d+\.\d+, writer: auto/);
    assert.match(report, /Python 3\.\d+\.\d+/);
    assert.doesNotMatch(report, /settings|\/work|def /);

    await workbench.run('BlockGuide: Show Log');
    const log = page.locator('.panel .output-view .view-line');
    await log
      .filter({ hasText: /\d{4}-\d\d-\d\d\s\d\d:\d\d:\d\d\.\d{3}\s\[info\]\sPython\s3/ })
      .first()
      .waitFor();
    await page.keyboard.press('Control+j');

    await workbench.run('BlockGuide: Choose the Writer');
    for (const writer of ['Offline', 'Offline at once, then a model over it', 'A model, word by word'])
      await page.getByRole('option', { name: writer }).first().waitFor();
    await workbench.pick('Nothing leaves this machine.');
    const chosen = () => readFileSync(join(server.home, 'data/Machine/settings.json'), 'utf8');
    await eventually(chosen, matches(/"blockguide\.writer": "offline"/));
    await workbench.run('BlockGuide: Choose the Writer');
    await workbench.pick('A model, word by word');
    const packages = page.locator('.monaco-dialog-box', { hasText: 'Install the packages that writing' });
    await packages.getByRole('button', { name: 'Cancel' }).click();
    await packages.waitFor({ state: 'detached' });
    matches(/"blockguide\.writer": "offline"/)(chosen());

    const ids = () => servers(server.home).map(({ id }) => id);
    const before = ids();
    assert.equal(before.length, 1);
    await workbench.run('BlockGuide: Restart');
    await page.locator('.statusbar-item', { hasText: 'BlockGuide is started anew.' }).waitFor();
    await eventually(ids, after => {
      assert.equal(after.length, 1);
      assert.notDeepEqual(after, before);
    });

    // The guide was kept over the restart; a cleared cache has none.
    const status = workbench.guide.locator('.status');
    const again = async () => {
      await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
      await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    };
    await page.locator('.tab[data-resource-name="settings.py"]').click();
    await again();
    await status.filter({ hasText: 'Written offline, kept from earlier.' }).waitFor();
    await workbench.run('BlockGuide: Clear the Cache');
    const question = page.locator('.monaco-dialog-box', { hasText: 'Remove all kept guides' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    await again();
    await status.filter({ hasText: 'kept from earlier' }).waitFor();
    await workbench.run('BlockGuide: Clear the Cache');
    await question.getByRole('button', { name: 'Clear' }).click();
    await workbench.toast('Guides removed: 1.').waitFor();
    await again();
    await eventually(() => status.innerText(), equals('Written offline.'));
  },
} satisfies Scenario;
