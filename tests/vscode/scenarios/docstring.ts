/** A docstring or a comment is previewed, inserted and undone in one step: the file is the same byte for byte. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equals, eventually } from '../harness/eventually.ts';
import { PYTHON_BARE } from '../harness/places.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

export default {
  name: 'docstring',
  shares: 'offline',
  async act({ workbench, page, server }) {
    const path = join(server.workspace, 'settings.py');
    const before = readFileSync(path);
    await documentSettings(workbench);
    await workbench.click('settings.py', 'return settings');
    await workbench.run('BlockGuide: Insert the Guide as a Docstring');
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    const asked = workbench.toast('Insert the guide as it is shown?');
    await asked.getByRole('button', { name: 'Insert' }).click();
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    const docstring = /reads key=value pairs/;
    await eventually(
      () => workbench.code('settings.py'),
      lines => assert.match(lines[1] ?? '', docstring),
    );
    await page.keyboard.press('Control+s');
    await eventually(
      () => readFileSync(path, 'utf8'),
      text => assert.match(text, docstring),
    );
    assert.equal(codeOf(readFileSync(path)), codeOf(before), 'the code is another');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+s');
    await eventually(() => readFileSync(path), equals(before));

    await workbench.run('BlockGuide: Insert the Guide as a Comment');
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await asked.getByRole('button', { name: 'Insert' }).click();
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await eventually(
      () => readFileSync(path, 'utf8'),
      text => assert.match(text, /^# .*\n(#.*\n)+def read_settings/),
    );
    assert.equal(codeOf(readFileSync(path)), codeOf(before), 'the code is another');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+s');
    await eventually(() => readFileSync(path), equals(before));

    await workbench.run('BlockGuide: Insert the Guide as a Docstring');
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    assert.deepEqual(readFileSync(path), before);
  },
} satisfies Scenario;

/** The syntax tree of a text, without its docstring and places. */
function codeOf(text: Buffer): string {
  const code =
    'import ast, sys; tree = ast.parse(sys.stdin.read()); del tree.body[0].body[0]; print(ast.dump(tree))';
  return execFileSync(PYTHON_BARE, ['-c', code], { input: text, encoding: 'utf8' });
}
