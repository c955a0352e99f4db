/** What can be done in the tab: write anew, copy, run and open the example; a reloaded window brings the guide back. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { equals, eventually, matches } from '../harness/eventually.ts';
import { PYTHON_BARE } from '../harness/places.ts';
import { processes } from '../harness/processes.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'tab',
  shares: 'offline',
  async act({ workbench, page, server }) {
    await documentSettings(workbench);
    const action = (name: string) => page.locator(`.editor-actions .action-label[aria-label^="${name}"]`);
    const status = workbench.guide.locator('.status');
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await status.filter({ hasText: 'kept from earlier' }).waitFor();
    await workbench.guideTab().click();
    await action('Write the Guide Anew').click();
    await eventually(() => status.innerText(), equals('Written offline.'));
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
    const printed = execFileSync(PYTHON_BARE, [examples()[0]?.words.at(-2) ?? ''], {
      encoding: 'utf8',
      env: { PYTHONPATH: server.workspace },
    });
    assert.match(printed, /\S/, 'the example prints nothing');
    const terminal = page.locator('.terminal-wrapper .xterm-rows');
    await eventually(
      async () => (await terminal.allInnerTexts()).join('\n').replace(/\u00a0/g, ' '),
      shown => assert.ok(bare(shown).includes(`${bare(printed)}>>>`), shown),
    );
    await page
      .locator('.panel', { hasText: 'Example of read_settings' })
      .or(page.locator('.terminal-tab', { hasText: 'Example of' }))
      .first()
      .waitFor();
    await page.keyboard.press('Control+j');

    await workbench.runInGuide('BlockGuide: Open the Example');
    await page.locator('.tab', { hasText: 'Untitled-1' }).waitFor();

    // The window writes the state of its tabs every five seconds, and what is younger is lost by a reload at once.
    await page.waitForTimeout(7000);
    await page.reload();
    await workbench.guideTab('Guide: read_settings').waitFor({ timeout: 60_000 });
    await workbench.guideTab('Guide: read_settings').click();
    await workbench.guide
      .locator('section.example:not([hidden]) pre code', { hasText: 'read_settings' })
      .waitFor();
    await eventually(() => status.innerText(), equals('Written offline, kept from earlier.'));
  },
} satisfies Scenario;

/** Without the spaces and line ends, which a terminal puts where it breaks its lines. */
function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
