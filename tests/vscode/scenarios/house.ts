/** The commands about the extension itself: a report without code, a log with times, the choice of the writer. */

import assert from 'node:assert/strict';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'house',
  shares: 'offline',
  async act({ workbench, page }) {
    await documentSettings(workbench);
    await workbench.run('BlockGuide: Report a Problem');
    await page.locator('.tab', { hasText: 'Untitled-1' }).waitFor();
    await page.locator('.view-line', { hasText: 'What happened' }).waitFor();
    const lines = page.locator('.editor-instance .monaco-editor[data-uri^="untitled:"] .view-line');
    const report = (await lines.allInnerTexts()).join('\n').replace(/\u00a0/g, ' ');
    assert.match(report, /BlockGuide \d+\.\d+\.\d+, writer: auto/);
    assert.match(report, /Python 3\.\d+\.\d+/);
    assert.doesNotMatch(report, /settings|\/work|def /);

    await workbench.run('BlockGuide: Show Log');
    const log = page.locator('.panel .output-view .view-line');
    await log
      .filter({ hasText: /\d{4}-\d\d-\d\d\s\d\d:\d\d:\d\d\.\d{3}\s\[info\]\sPython\s3/ })
      .first()
      .waitFor();
    await page.keyboard.press('Control+j');

    await workbench.run('BlockGuide: Choose the Writer');
    for (const writer of ['Offline', 'Offline at once, then a model over it', 'A model, word by word'])
      await page.getByRole('option', { name: writer }).first().waitFor();
    await page.keyboard.press('Escape');
  },
} satisfies Scenario;
