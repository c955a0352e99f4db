/** What is in the menu of the tab: the example copied and opened, the page saved, and what a model would be sent. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../harness/eventually.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'keep',
  shares: 'offline',
  async act({ workbench, page, server }) {
    await documentSettings(workbench);
    const inMenu = async (entry: string) => {
      await workbench.guideTab().click();
      const more = page.locator('.editor-actions .action-label[aria-label^="More Actions"]').last();
      await workbench.chooseFrom(more, entry);
    };
    await inMenu('Copy the Example');
    await page.locator('.statusbar-item', { hasText: 'The example is copied.' }).waitFor();
    const example = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(example, /^(import|from) .*\n/);
    assert.match(example, /read_settings\(/);

    await inMenu('Open the Example as a New File');
    await page.locator('.tab', { hasText: 'Untitled-1' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Python' }).waitFor();
    await page.locator('.editor-instance .view-line', { hasText: 'read_settings' }).first().waitFor();

    await inMenu('Save the Guide as a File');
    const asked = page.locator('.quick-input-box input');
    await eventually(
      () => asked.inputValue(),
      name => assert.match(name, /read_settings\.md$/),
    );
    const target = join(server.workspace, 'read.md');
    const saved = await eventually(
      async () => {
        // The editor looks at the folder while one types, and takes no Enter meanwhile.
        if (await asked.isVisible()) {
          await asked.fill(target, { timeout: 1000 }).catch(() => {});
          await page.waitForTimeout(500);
          if (await asked.isVisible()) await page.keyboard.press('Enter');
        }
        return existsSync(target) ? readFileSync(target, 'utf8') : '';
      },
      text => assert.match(text, /^How to Use This Code Block\n=+\n/),
    );
    await page.locator('.tab', { hasText: 'read.md' }).waitFor();
    assert.ok(saved.includes(example.trim()), 'the page has another example');

    // This Python has none of a model's packages: they are offered, and nothing is installed unasked.
    await inMenu('Show What Is Sent to the Model');
    const question = page.locator('.monaco-dialog-box', { hasText: 'Install the packages that writing' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
  },
} satisfies Scenario;
