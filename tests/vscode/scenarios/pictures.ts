/** The pictures of each surface: the menu, the tab in each theme's own colours, the hover, the status, the walkthrough. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { SIZE } from '../harness/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { takePicture } from '../harness/picture.ts';
import { FILES, type Scenario } from '../harness/scenario.ts';
import { json } from '../harness/server.ts';

const PLAIN = {
  'explorer.compactFolders': true,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'editor.fontSize': 13,
  'editor.wordWrap': 'on',
  'editor.occurrencesHighlight': 'off',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'editor.hideCursorInOverviewRuler': true,
  'editor.overviewRulerBorder': false,
};

export default {
  name: 'pictures',
  wishes: { settings: PLAIN, files: { 'settings.py': FILES['settings.py'] ?? '' } },
  async act({ workbench, page, server }) {
    const theme = async (name: string, kind: string) => {
      const settings = { 'workbench.colorTheme': name, 'blockguide.codeLens': true };
      writeFileSync(join(server.workspace, '.vscode/settings.json'), json(settings));
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
    };
    const { guide } = workbench;
    /** Changes the theme, and waits until the guide has the colours of the code beside it. */
    const themeBoth = async (name: string, kind: string) => {
      const before = await colours(guide.locator('body'));
      const isOther = (await page.locator(`.monaco-workbench.${kind}`).count()) === 0;
      await theme(name, kind);
      await page.locator('.codelens-decoration a', { hasText: /^Guide$/ }).waitFor();
      const code = page.locator('.editor-instance .monaco-editor[data-uri$="settings.py"]');
      await eventually(
        async () => ({ guide: await colours(guide.locator('body')), code: await colours(code) }),
        seen => {
          assert.deepEqual(seen.guide, seen.code);
          if (isOther) assert.notDeepEqual(seen.guide, before);
        },
      );
    };
    /** The tab beside the code, in a window that is as high as the guide is long. */
    const takeTab = async (name: string) => {
      await guide.locator('li[data-first="8"] button.lines').first().click();
      const missing = await guide.locator('h1').evaluate(() => {
        scrollTo(0, 0);
        return document.documentElement.scrollHeight - innerHeight;
      });
      await page.setViewportSize({ ...SIZE, height: SIZE.height + Math.max(0, missing) });
      await page.mouse.move(300, 640);
      await takePicture(page, name);
      await page.setViewportSize(SIZE);
    };
    await workbench.openFile('settings.py');
    await workbench.ready();
    await page.keyboard.press('Control+b');
    await workbench.select(8, 16);
    await workbench.rightClick('settings.py', 'line = line.strip()', 'line.strip');
    await page.keyboard.press('ArrowDown');
    await takePicture(page, 'menu');
    await page.keyboard.press('Escape');

    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await themeBoth('Default Dark Modern', 'vs-dark');
    await takeTab('tab-dark');

    // A hover comes only where the editor has the focus.
    await workbench.click('settings.py', 'settings = {}', '=');
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', /Show the guide/);
    await takePicture(page, 'hover');
    await page.mouse.move(300, 640);
    await page.keyboard.press('Escape');

    await themeBoth('Default Light Modern', 'vs');
    await takeTab('tab-light');
    await themeBoth('Default High Contrast', 'hc-black');
    await takeTab('tab-high-contrast');
    await themeBoth('Default High Contrast Light', 'hc-light');
    await themeBoth('Default Dark Modern', 'vs-dark');

    await workbench.guideTab().click({ button: 'middle' });
    await page.setViewportSize({ width: 900, height: 340 });
    await workbench.status.click();
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.mouse.move(300, 325);
    await takePicture(page, 'status');
    await page.keyboard.press('Escape');
    await page.setViewportSize(SIZE);

    await workbench.run('BlockGuide: Open the Walkthrough');
    await page.locator('.gettingStartedDetailsContent, .getting-started-step').first().waitFor();
    await page.waitForTimeout(1500);
    await takePicture(page, 'walkthrough');
  },
} satisfies Scenario;

function colours(element: Locator): Promise<{ background: string; foreground: string }> {
  return element.evaluate(each => {
    const { backgroundColor, color } = getComputedStyle(each);
    return { background: backgroundColor, foreground: color };
  });
}
