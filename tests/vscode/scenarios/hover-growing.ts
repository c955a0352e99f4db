/** While a model writes, the hover over its block shows the words so far, and grows while the mouse rests. */

import assert from 'node:assert/strict';
import { type Endpoint, startEndpoint } from '../harness/endpoint.ts';
import { eventually } from '../harness/eventually.ts';
import { type Scenario, SETTINGS_PAGE, writeWith } from '../harness/scenario.ts';

let endpoint: Endpoint;

export default {
  name: 'hover-growing',
  shares: 'modelled',
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 40, 1);
  },
  async act(stage) {
    const { workbench, note } = stage;
    await workbench.openFile('settings.py');
    await workbench.ready();
    await writeWith(stage, endpoint);
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guideTab('Guide: read_settings').waitFor();
    await workbench.click('settings.py', 'return settings');
    const first = await workbench.hover(
      'settings.py',
      'def read_settings',
      'read_settings',
      /reads settings/,
    );
    assert.equal(await workbench.guide.locator('main').getAttribute('aria-busy'), 'true', 'it is written');
    const second = await eventually(
      async () => (await workbench.hovers.allInnerTexts()).join('\n').replace(/\s+/g, ' '),
      said => assert.ok(said.length > first.length + 20, `the hover does not grow: ${said}`),
      30_000,
    );
    const [read = ''] = first.replace(/\s+/g, ' ').split(' …');
    assert.ok(second.includes(read.trim()), `what was read is not there: ${read}\n${second}`);
    const last = await eventually(
      async () => (await workbench.hovers.allInnerTexts()).join('\n').replace(/\s+/g, ' '),
      said => assert.match(said, /Show the guide/),
      60_000,
    );
    note(`the hover: ${first.length}, ${second.length}, ${last.length} characters`);
    assert.match(last, /Go through the lines/);
  },
  end: () => endpoint.stop(),
} satisfies Scenario;
