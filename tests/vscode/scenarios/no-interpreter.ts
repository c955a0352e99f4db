/** Without a Python the person reads why; the button leads to one, and with it guides come without a reload. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, matches } from '../harness/eventually.ts';
import { PYTHON_BARE } from '../harness/places.ts';
import { servers } from '../harness/processes.ts';
import type { Scenario } from '../harness/scenario.ts';

const WRONG = '/opt/no-such/python3';

export default {
  name: 'no-interpreter',
  wishes: { machine: { 'blockguide.interpreter': WRONG } },
  async act({ workbench, page, server }) {
    await workbench.openFile('settings.py');
    const toast = workbench.toast(WRONG).first();
    await toast.waitFor({ timeout: 60_000 });
    const told = await toast.locator('.notification-list-item-message').innerText();
    matches(/There is no .*no-such.*which the setting blockguide\.interpreter names\./)(
      told.replace(/`/g, ''),
    );
    assert.doesNotMatch(told, /Error:|ENOENT|at /);
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    const status = workbench.guide.locator('.status');
    await workbench.guide.locator('.status[data-tone="error"]', { hasText: WRONG }).waitFor();
    await page.locator('[id*="blockguide.status"].warning-kind').waitFor();
    assert.match(await workbench.status.innerText(), /BlockGuide: no Python/);

    await toast.getByRole('button', { name: 'Choose an interpreter' }).click();
    const asked = page.locator('.quick-input-box input');
    await asked.waitFor();
    await eventually(
      async () => {
        // The editor looks at the folder while one types, and takes no Enter meanwhile.
        if (await asked.isVisible()) {
          await asked.fill(PYTHON_BARE, { timeout: 1000 }).catch(() => {});
          await page.waitForTimeout(500);
          if (await asked.isVisible()) await page.keyboard.press('Enter');
        }
        return readFileSync(join(server.home, 'data/Machine/settings.json'), 'utf8');
      },
      settings => assert.ok(settings.includes(PYTHON_BARE), settings),
    );
    await page.locator('[id*="blockguide.status"]:not(.warning-kind)').first().waitFor();
    await workbench.ready();
    await status.getByRole('button', { name: 'Write anew' }).click();
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    assert.deepEqual(
      servers(server.home).map(({ words }) => words[0]),
      [PYTHON_BARE],
    );
  },
} satisfies Scenario;
