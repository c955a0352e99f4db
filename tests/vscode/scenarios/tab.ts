/** What can be done in the tab: copy, open and run the example, pin, save; a reloaded window brings the guide back. */

import assert from 'node:assert/strict';
import { eventually, matches } from '../harness/eventually.ts';
import { processes } from '../harness/processes.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'tab',
  shares: 'offline',
  async act({ workbench, page, server }) {
    await documentSettings(workbench);
    const action = (name: string) => page.locator(`.editor-actions .action-label[aria-label^="${name}"]`);
    await workbench.guideTab().click();
    await action('Copy the Guide').click();
    await page.locator('.statusbar-item', { hasText: 'The guide is copied.' }).waitFor();
    matches(/^How to Use This Code Block\n=+\n/)(await page.evaluate(() => navigator.clipboard.readText()));
    const question = page.locator('.monaco-dialog-box', { hasText: 'Run the example in a terminal?' });
    const run = async (answer: string) => {
      await action('Run the Example').click();
      await question.waitFor();
      assert.match(await question.innerText(), /from settings import read_settings/);
      await question.getByRole('button', { name: answer }).click();
      await question.waitFor({ state: 'detached' });
    };
    const examples = () =>
      processes(server.home).filter(({ words }) => words.at(-2)?.endsWith('/example.py'));
    await run('Cancel');
    await page.waitForTimeout(1500);
    assert.deepEqual(examples(), [], 'it runs though it was cancelled');
    await run('Run');
    await eventually(examples, running => assert.equal(running.length, 1));
    await page.locator('.terminal-outer-container, .terminal-wrapper').first().waitFor();
    await page
      .locator('.panel', { hasText: 'Example of read_settings' })
      .or(page.locator('.terminal-tab', { hasText: 'Example of' }))
      .first()
      .waitFor();
    await page.keyboard.press('Control+j');

    await workbench.guideTab().click();
    await workbench.run('BlockGuide: Open the Example');
    await page.locator('.tab', { hasText: 'Untitled-1' }).waitFor();

    // The window writes the state of its tabs every five seconds, and what is younger is lost by a reload at once.
    await page.waitForTimeout(7000);
    await page.reload();
    await workbench.guideTab('Guide: read_settings').waitFor({ timeout: 60_000 });
    await workbench.guideTab('Guide: read_settings').click();
    await workbench.guide
      .locator('section.example:not([hidden]) pre code', { hasText: 'read_settings' })
      .waitFor();
  },
} satisfies Scenario;
