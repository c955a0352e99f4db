/** Selected lines are documented by a right-click: the tab comes, grows, and has its three sections. */

import assert from 'node:assert/strict';
import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'document',
  shares: 'offline',
  async act({ workbench, note }) {
    await workbench.openFile('config.py');
    await workbench.ready();
    await workbench.select(152, 183);
    await workbench.rightClick('config.py', 'for key in sorted(os.environ)', 'sorted');
    const since = Date.now();
    await workbench.chooseEntry('Document This Block');
    await workbench.guideTab().waitFor();
    const { guide } = workbench;
    await guide.locator('section.description:not([hidden])').waitFor();
    note(`first words after ${Date.now() - since} ms`);
    await guide.locator('section.example:not([hidden]) pre code').waitFor();
    await guide.locator('main[aria-busy="false"]').waitFor();
    const sections = await guide
      .locator('main > section')
      .evaluateAll(all =>
        all.map(each => [
          each.querySelector('h2')?.textContent,
          each.querySelector('div')?.textContent ?? '',
        ]),
      );
    assert.deepEqual(
      sections.map(([heading]) => heading),
      ['Description', 'Execution Steps', 'Usage Example'],
    );
    assert.match(sections[0]?.[1] ?? '', /prefix/);
    assert.match(sections[1]?.[1] ?? '', /os\.environ/);
    assert.match(sections[2]?.[1] ?? '', /import/);
    assert.match(await guide.locator('.where').innerText(), /config\.py, lines 152–183/);
    // What a screen reader goes by.
    for (const name of ['Description', 'Execution Steps', 'Usage Example'])
      await guide.getByRole('region', { name }).getByRole('heading', { level: 2, name }).waitFor();
    await guide.getByRole('heading', { level: 1, name: 'How to Use This Code Block' }).waitFor();
    await guide
      .getByRole('button', { name: /^Show lines? \d+/ })
      .first()
      .waitFor();
    assert.equal(await guide.getByRole('status').count(), 1);
    assert.equal(await guide.locator('html').getAttribute('lang'), 'en');
    const growth = await guide
      .locator('main')
      .evaluate(() => (window as unknown as { growth: number[] }).growth);
    note(`characters shown: ${growth.join(', ')}`);
    assert.ok(growth.length >= 3, 'the page comes at once, not part by part');
    assert.ok(
      growth.every((size, index) => size >= (growth[index - 1] ?? 0) - 20),
      'the page shrinks',
    );
  },
} satisfies Scenario;
