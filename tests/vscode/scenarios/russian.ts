/** A window in Russian: the menu's entry, the tab, the status, the light bulb and the hover speak it. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../harness/scenario.ts';
import { json } from '../harness/server.ts';

export default {
  name: 'russian',
  language: 'ru',
  wishes: {},
  async act({ workbench, page, server }) {
    const { guide } = workbench;
    await workbench.openFile('settings.py');
    await workbench.ready();
    assert.match(await workbench.status.innerText(), /BlockGuide: без сети/);
    await workbench.choose('settings.py', 'def read_settings', 'Описать этот блок');
    await workbench.guideTab('Руководство: read_settings').waitFor();
    await guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await guide.locator('.status', { hasText: 'Написано без сети.' }).waitFor();
    await guide.locator('.where', { hasText: 'settings.py, строки 1–17' }).waitFor();
    // The guide's own language is a setting.
    await guide.getByRole('heading', { name: 'Execution Steps' }).waitFor();

    await workbench.click('settings.py', 'return settings');
    const said = await workbench.hover('settings.py', 'def read_settings', 'read_settings', /Проверено/);
    assert.match(said, /Проверено\. · Показать руководство · Написать заново · Копировать/);
    await page.keyboard.press('Escape');

    await workbench.click('settings.py', 'return settings');
    await workbench.select(14, 15);
    await workbench.bulb('Описать этот блок');
    await page.keyboard.press('Escape');

    await workbench.goTo(16);
    await page.keyboard.press('End');
    await page.keyboard.type('  # edited');
    await page.keyboard.press('Home');
    await guide.locator('.status', { hasText: 'Устарело: код с тех пор изменён.' }).waitFor();
    const stale = /Код изменён после проверки|Устарело: Изменился сам блок\./;
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', stale);

    writeFileSync(join(server.workspace, '.vscode/settings.json'), json({ 'blockguide.hover.offline': 3 }));
    await workbench.toast(/Настройка `?blockguide\.hover\.offline`? — это 3, а не true или false/).waitFor();
  },
} satisfies Scenario;
