/** A cell of a notebook is documented as a file is, takes its guide in, and shows a step's lines. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'notebook',
  shares: 'offline',
  async act({ workbench, page, server }) {
    const path = join(server.workspace, 'cells.ipynb');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"def halve', '"%pip --version\\n", "def halve'));
    // The editor knows notebooks when its extensions run.
    await workbench.openFile('settings.py');
    await workbench.ready();
    await workbench.inExplorer('cells.ipynb').dblclick();
    const cell = page.locator('.notebook-editor .cell .monaco-editor .view-line', { hasText: 'halve' });
    await cell.first().click();
    await workbench.run('BlockGuide: Document This Block');
    await workbench.guideTab('Guide: halve').waitFor();
    const { guide } = workbench;
    await guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await guide.locator('section.description', { hasText: 'halve' }).waitFor();
    await guide.locator('li[data-first="3"]').waitFor();

    // The cell is chosen, and not edited.
    await cell.first().click();
    await page.keyboard.press('Escape');
    await workbench.runInGuide('BlockGuide: Insert the Guide as a Docstring');
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await page.locator('.editor-actions .action-label[aria-label^="Insert"]').click();
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    const lines = page.locator('.notebook-editor .cell .monaco-editor .view-line');
    await lines.filter({ hasText: '"""' }).first().waitFor();
    await guide.locator('.where', { hasText: /lines 2–([4-9]|1\d)/ }).waitFor();
    await guide.locator('.status', { hasText: 'Written offline' }).waitFor();

    await guide.locator('li[data-first="3"] .lines').click();
    const marked = page.locator('.notebook-editor [class*="TextEditorDecorationType"]').first();
    await marked.waitFor();
    await workbench.tab('settings.py').click();
    await workbench.lines('settings.py').first().waitFor();
    await guide.locator('li[data-first="3"] .lines').click();
    await page.locator('.notebook-editor [class*="TextEditorDecorationType"]').first().waitFor();
    assert.deepEqual(await page.locator('.notification-toast').allInnerTexts(), []);
    assert.equal(await page.locator('.tabs-container .tab', { hasText: 'cells.ipynb' }).count(), 1);
  },
} satisfies Scenario;
