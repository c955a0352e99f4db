/** A guide that is being written is cancelled: by the button in its page, and by the status item. */

import assert from 'node:assert/strict';
import { type Endpoint, startEndpoint } from '../harness/endpoint.ts';
import { type Scenario, SETTINGS_PAGE, writeWith } from '../harness/scenario.ts';

let endpoint: Endpoint;

export default {
  name: 'cancel',
  shares: 'modelled',
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 4);
  },
  async act(stage) {
    const { workbench } = stage;
    const { guide } = workbench;
    await workbench.openFile('settings.py');
    await workbench.ready();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await guide.locator('.status', { hasText: 'Written offline.' }).waitFor();
    await writeWith(stage, endpoint);
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await guide.locator('section.description:not([hidden])').waitFor();
    const since = Date.now();
    await guide.locator('.status').getByRole('button', { name: 'Stop' }).click();
    await guide.locator('.status', { hasText: 'Stopped before it was whole.' }).waitFor();
    assert.ok(Date.now() - since < 5000, 'it goes on for long');
    assert.equal(await guide.locator('main').getAttribute('aria-busy'), 'false');

    await guide.locator('.status').getByRole('button', { name: 'Write anew' }).click();
    await guide.locator('main[aria-busy="true"] section.description:not([hidden])').waitFor();
    await workbench.status.filter({ hasText: 'BlockGuide: writing…' }).waitFor();
    await workbench.status.click();
    await workbench.pick('Stop writing');
    await guide.locator('.status', { hasText: 'Stopped before it was whole.' }).waitFor();
    await workbench.status.filter({ hasText: `BlockGuide: ${endpoint.model}` }).waitFor();

    // The guide of before is kept: it takes the place of the one that came to nothing.
    await workbench.click('settings.py', 'return settings');
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', /Show the guide/);
    await workbench.hovers.getByText('Show the guide', { exact: true }).click();
    await guide.locator('.status', { hasText: 'Written offline, kept from earlier.' }).waitFor();
    await guide.locator('section.example:not([hidden])').waitFor();
    assert.equal(await workbench.guideTab().count(), 1);
  },
  end: () => endpoint.stop(),
} satisfies Scenario;
