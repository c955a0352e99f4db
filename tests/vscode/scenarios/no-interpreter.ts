/** Without a Python the person reads why, with a button that helps; with one it works without a reload. */

import assert from 'node:assert/strict';
import { matches } from '../harness/eventually.ts';
import type { Scenario } from '../harness/scenario.ts';

const WRONG = '/opt/no-such/python3';

export default {
  name: 'no-interpreter',
  wishes: { machine: { 'blockguide.interpreter': WRONG } },
  async act({ workbench, page }) {
    await workbench.openFile('settings.py');
    const toast = workbench.toast(WRONG).first();
    await toast.waitFor({ timeout: 60_000 });
    const told = await toast.locator('.notification-list-item-message').innerText();
    matches(/There is no .*no-such.*which the setting blockguide\.interpreter names\./)(
      told.replace(/`/g, ''),
    );
    assert.doesNotMatch(told, /Error:|ENOENT|at /);
    await toast.getByRole('button', { name: 'Choose an interpreter' }).waitFor();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guide.locator('.status[data-tone="error"]', { hasText: WRONG }).waitFor();
    await page.locator('[id*="blockguide.status"].warning-kind').waitFor();
  },
} satisfies Scenario;
