/** While a model writes, the hover over its block shows the words so far, and grows while the mouse rests; anew, it shows the new ones alone. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, startEndpoint } from '../harness/endpoint.ts';
import { eventually } from '../harness/eventually.ts';
import { BUILD } from '../harness/places.ts';
import { type Scenario, SETTINGS_PAGE, writeWith } from '../harness/scenario.ts';

let endpoint: Endpoint;
let slow: Endpoint;

export default {
  name: 'hover-growing',
  shares: 'modelled',
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 40, 1);
    const other = join(BUILD, 'settings-anew.md');
    writeFileSync(other, readFileSync(SETTINGS_PAGE, 'utf8').replace('reads settings', 'takes settings'));
    slow = await startEndpoint(other, 40, 5);
  },
  async act(stage) {
    const { workbench, page, note } = stage;
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
    const hover = await page
      .locator('.monaco-hover:not(.hidden)', { hasText: first.slice(0, 20) })
      .elementHandle();
    await hover?.evaluate(watchHiding);
    const second = await eventually(
      async () => (await workbench.hovers.allInnerTexts()).join('\n').replace(/\s+/g, ' '),
      said => assert.ok(said.length > first.length + 20, `the hover does not grow: ${said}`),
      30_000,
    );
    const [read = ''] = first.replace(/\s+/g, ' ').split(/ …| Loading\.\.\./);
    assert.ok(second.includes(read.trim()), `what was read is not there: ${read}\n${second}`);
    const last = await eventually(
      async () => (await workbench.hovers.allInnerTexts()).join('\n').replace(/\s+/g, ' '),
      said => assert.match(said, /Show the guide/),
      60_000,
    );
    note(`the hover: ${first.length}, ${second.length}, ${last.length} characters`);
    assert.match(last, /Go through the lines/);
    assert.ok(await hover?.evaluate(each => each.isConnected), 'another hover has taken its place');
    const hidden = await page.evaluate(() => (window as unknown as { hidden: number }).hidden);
    assert.equal(hidden, 0, 'it closes and opens again');

    await writeWith(stage, slow);
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guide.locator('main[aria-busy="true"]').waitFor();
    await workbench.click('settings.py', 'return settings');
    const anew = await workbench.hover('settings.py', 'def read_settings', 'read_settings', /takes settings/);
    assert.doesNotMatch(anew, /reads settings/, 'the old words are among the new ones');
  },
  async end() {
    await endpoint.stop();
    await slow.stop();
  },
} satisfies Scenario;

/** Counts how often a hover is hidden, however soon it is shown again. */
function watchHiding(hover: Element): void {
  const seen = Object.assign(window, { hidden: 0 });
  const isHidden = (names: string | null) => /\bhidden\b/.test(names ?? '');
  new MutationObserver(changes => {
    const times = [...changes.map(each => each.oldValue), hover.className].filter(isHidden);
    seen.hidden += times.length;
  }).observe(hover, { attributeFilter: ['class'], attributeOldValue: true });
}
