/** A docstring or a comment is previewed, inserted and undone in one step: the file is the same byte for byte. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
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
    const diff = page.locator('.monaco-diff-editor');
    const answer = async (name: 'Insert' | 'Discard') => {
      await page.locator(`.editor-actions .action-label[aria-label^="${name}"]`).click();
      await diff.waitFor({ state: 'detached' });
    };
    const preview = async (form: 'Docstring' | 'Comment', line: RegExp) => {
      await workbench.run(`BlockGuide: Insert the Guide as a ${form}`);
      await diff.locator('.editor.modified .view-line', { hasText: line }).first().waitFor();
    };
    const saved = async (check: (text: string) => void) => {
      await page.keyboard.press('Control+s');
      await eventually(() => readFileSync(path, 'utf8'), check);
    };
    const status = () => workbench.guide.locator('.status').innerText();
    const docstring = /reads\skey=value\spairs/;
    const comment = /^# .*\n(#.*\n)+def read_settings/;

    await documentSettings(workbench);
    await workbench.click('settings.py', 'return settings');
    await preview('Docstring', docstring);
    await answer('Insert');
    await eventually(
      () => workbench.code('settings.py'),
      lines => assert.match(lines[1] ?? '', docstring),
    );
    await saved(text => assert.match(text, docstring));
    assert.equal(codeOf(readFileSync(path)), codeOf(before), 'the code is another');
    await workbench.guide.locator('.where', { hasText: /lines 1–3\d/ }).waitFor();
    await eventually(status, text => assert.doesNotMatch(text, /Stale/));
    await page.keyboard.press('Control+z');
    await saved(equals(before.toString()));
    await workbench.guide.locator('.where', { hasText: 'lines 1–17' }).waitFor();
    await eventually(status, text => assert.doesNotMatch(text, /Stale/));

    // What is shown last is what is inserted, whatever was left without an answer.
    await preview('Docstring', docstring);
    await workbench.tab('settings.py').first().click();
    await preview('Comment', /^#\s/);
    assert.equal(await page.locator('.tab', { hasText: 'Insert as a' }).count(), 1);
    await answer('Insert');
    await saved(text => assert.match(text, comment));
    assert.equal(codeOf(readFileSync(path)), codeOf(before), 'the code is another');
    await preview('Docstring', docstring);
    await answer('Insert');
    await saved(text => {
      assert.match(text, comment);
      assert.match(text, docstring);
    });
    for (let times = 0; times < 2; times += 1) await page.keyboard.press('Control+z');
    await saved(equals(before.toString()));

    await preview('Docstring', docstring);
    await answer('Discard');
    assert.deepEqual(readFileSync(path), before);

    // The palette can give the focus back to the guide when the preview is open already.
    await workbench.guideTab().click();
    await page.evaluate(focusGuideWhenPreviewed);
    await preview('Comment', /^#\s/);
    await answer('Discard');
    assert.deepEqual(readFileSync(path), before);

    // In a function its own guide is meant, and not that of the whole file, which is open.
    writeFileSync(join(server.workspace, 'pair.py'), 'import os\n\n\ndef name():\n    return os.name\n');
    await workbench.openFile('pair.py');
    await workbench.click('pair.py', 'import os');
    await page.keyboard.press('Control+a');
    await workbench.run('BlockGuide: Document This Block');
    await workbench.guide.locator('.where', { hasText: 'pair.py, lines 1–5' }).waitFor();
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await workbench.click('pair.py', 'return os.name');
    await preview('Docstring', /^\s*\x22{3}/);
    await answer('Insert');
    await eventually(
      () => workbench.code('pair.py'),
      lines => assert.match(lines[4] ?? '', /^ {4}"""/),
    );
  },
} satisfies Scenario;

/** Runs in the page: the guide takes the focus once, as soon as a difference is shown. */
function focusGuideWhenPreviewed(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('.monaco-diff-editor .editor.modified .view-line') === null) return;
    observer.disconnect();
    document.querySelector<HTMLIFrameElement>('iframe.webview.ready')?.focus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** The syntax tree of a text, without its docstring and places. */
function codeOf(text: Buffer): string {
  const code =
    'import ast, sys; tree = ast.parse(sys.stdin.read()); del tree.body[0].body[0]; print(ast.dump(tree))';
  return execFileSync(PYTHON_BARE, ['-c', code], { input: text, encoding: 'utf8' });
}
