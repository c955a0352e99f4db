/** A server that ends again and again is started again with longer and longer waits, then given up; a button starts it. */

import { servers } from '../harness/processes.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

const PATIENCE_MS = 60_000;

export default {
  name: 'gives-up',
  shares: 'offline',
  async act({ workbench, page, server }) {
    await documentSettings(workbench);
    const toast = workbench.toast('ended several times and is not started again by itself').first();
    const end = Date.now() + PATIENCE_MS;
    while (!(await toast.isVisible())) {
      if (Date.now() > end) throw new Error('it is started again and again');
      for (const { id } of servers(server.home)) process.kill(id, 'SIGKILL');
      await page.waitForTimeout(200);
    }
    await page.locator('[id*="blockguide.status"].warning-kind').waitFor();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guide.locator('.status[data-tone="error"]', { hasText: 'ended several times' }).waitFor();
    await toast.getByRole('button', { name: 'Restart' }).click();
    await page.locator('[id*="blockguide.status"]:not(.warning-kind)').first().waitFor();
    await workbench.guide.locator('.status').getByRole('button', { name: 'Write anew' }).click();
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await workbench.guide.locator('.status[data-tone="calm"]').waitFor();
  },
} satisfies Scenario;
