/** A cell of a notebook is documented as a file is. */

import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'notebook',
  shares: 'offline',
  async act({ workbench, page }) {
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
    await guide.locator('li[data-first="2"]').waitFor();
  },
} satisfies Scenario;
