/** The person chooses a model in the window; the page streams from it, word by word. */

import assert from 'node:assert/strict';
import { type Endpoint, startEndpoint } from '../harness/endpoint.ts';
import { documentSettings, type Scenario, SETTINGS_PAGE, writeWith } from '../harness/scenario.ts';

let endpoint: Endpoint;

export default {
  name: 'model',
  shares: 'modelled',
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 60);
  },
  async act(stage) {
    const { workbench, page, note } = stage;
    await documentSettings(workbench);
    const { guide } = workbench;
    await writeWith(stage, endpoint);
    await guide.locator('main').evaluate(() => {
      (window as unknown as { growth: number[] }).growth.length = 0;
    });
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await guide.locator('section.description', { hasText: 'so that a file can be commented' }).waitFor();
    assert.equal(await guide.locator('main').getAttribute('aria-busy'), 'true', 'it comes all at once');
    const scrolled = await guide.locator('main').evaluate(async main => {
      while (document.documentElement.scrollHeight < innerHeight + 60)
        await new Promise(resolve => setTimeout(resolve, 10));
      scrollTo(0, 50);
      return main.getAttribute('aria-busy');
    });
    assert.equal(scrolled, 'true', 'it was whole before it could be scrolled');
    await guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor({ timeout: 60_000 });
    assert.equal(await guide.locator('main').evaluate(() => scrollY), 50, 'the page moves while it is read');
    await guide.locator('li[data-first="11"]', { hasText: 'Pass over comments' }).waitFor();
    const growth = await guide
      .locator('main')
      .evaluate(() => (window as unknown as { growth: number[] }).growth);
    await workbench.guideTab().click();
    const more = page.locator('.editor-actions .action-label[aria-label^="More Actions"]').last();
    await workbench.chooseFrom(more, 'Show What Is Sent to the Model');
    await page.locator('.tab', { hasText: 'settings.py.md' }).waitFor();
    const sent = page.locator('.view-line', { hasText: `This is sent to \`${endpoint.model}\`` });
    await sent.first().waitFor();
    note(`the page was seen at ${growth.length} lengths`);
    assert.ok(growth.length > 30, 'it does not stream');

    // This Python has what a model needs: nothing is offered.
    await workbench.run('BlockGuide: Choose the Writer');
    await workbench.pick('A model, word by word');
    await page.locator('.settings-editor').waitFor();
  },
  end: () => endpoint.stop(),
} satisfies Scenario;
