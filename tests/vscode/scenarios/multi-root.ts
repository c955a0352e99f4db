/** A workspace of two folders: each has its own settings, in the extension and in the server. */

import assert from 'node:assert/strict';
import type { Scenario } from '../harness/scenario.ts';
import { json } from '../harness/server.ts';

const CODE = 'def NAME(number):\n    """Halves a number."""\n    return number / 2\n';

export default {
  name: 'multi-root',
  wishes: {
    workspaceFile: 'both.code-workspace',
    files: {
      'both.code-workspace': json({ folders: [{ path: 'one' }, { path: 'two' }] }),
      'one/first.py': CODE.replace('NAME', 'first'),
      'one/.vscode/settings.json': json({ 'blockguide.codeLens': true, 'blockguide.hover.offline': true }),
      'two/second.py': CODE.replace('NAME', 'second'),
      'two/.vscode/settings.json': json({ 'blockguide.codeLens': false, 'blockguide.hover.offline': false }),
    },
  },
  async act({ workbench, page }) {
    const lens = page.locator('.codelens-decoration a', { hasText: 'Document' });
    await workbench.openFile('two/second.py');
    await workbench.ready();
    await workbench.openFile('one/first.py');
    await lens.waitFor();
    await workbench.hover('first.py', 'def first', 'first', /Halves a number|halves a number/);
    await page.keyboard.press('Escape');

    await workbench.openFile('two/second.py');
    await lens.waitFor({ state: 'detached' });
    await assert.rejects(
      workbench.hover('second.py', 'def second', 'second', /[Hh]alves a number/, 8000),
      /no hover says/,
    );
    // It is no fault of the file: once it has a guide, that is shown.
    await workbench.choose('second.py', 'def second', 'Document This Block');
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await workbench.guide.locator('section.example', { hasText: 'from second import second' }).waitFor();
    await workbench.click('second.py', 'return number');
    await workbench.hover('second.py', 'def second', 'second', /[Hh]alves a number/);
  },
} satisfies Scenario;
