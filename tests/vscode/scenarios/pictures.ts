/** Takes the pictures of each surface: the menu, the tab in three themes, the hover, the status, the walkthrough. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takePicture } from '../harness/picture.ts';
import { FILES, type Scenario } from '../harness/scenario.ts';
import { json } from '../harness/server.ts';

const PLAIN = {
  'explorer.compactFolders': true,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'editor.fontSize': 13,
  'editor.wordWrap': 'off',
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
    await workbench.openFile('settings.py');
    await workbench.ready();
    await page.keyboard.press('Control+b');
    await workbench.select(8, 16);
    await workbench.rightClick('settings.py', 'line = line.strip()', 'line.strip');
    await page.keyboard.press('ArrowDown');
    await takePicture(page, 'menu');
    await page.keyboard.press('Escape');

    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    const { guide } = workbench;
    await guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await theme('Default Dark Modern', 'vs-dark');
    await guide.locator('li[data-first="8"] button.lines').first().click();
    await guide.locator('h1').evaluate(() => scrollTo(0, 0));
    await takePicture(page, 'tab-dark');

    // A hover comes only where the editor has the focus.
    await workbench.click('settings.py', 'settings = {}', '=');
    await workbench.hover('settings.py', 'def read_settings', 'read_settings', /Show the guide/);
    await takePicture(page, 'hover');
    await page.mouse.move(300, 640);
    await page.keyboard.press('Escape');

    await workbench.status.click();
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await takePicture(page, 'status');
    await page.keyboard.press('Escape');

    await guide.locator('li[data-first="8"] button.lines').first().click();
    await guide.locator('h1').evaluate(() => scrollTo(0, 0));
    await page.mouse.move(300, 640);
    await theme('Default Light Modern', 'vs');
    await takePicture(page, 'tab-light');
    await theme('Default High Contrast', 'hc-black');
    await takePicture(page, 'tab-high-contrast');
    await theme('Default Dark Modern', 'vs-dark');

    await workbench.guideTab().click({ button: 'middle' });
    await workbench.run('BlockGuide: Open the Walkthrough');
    await page.locator('.gettingStartedDetailsContent, .getting-started-step').first().waitFor();
    await page.waitForTimeout(1500);
    await takePicture(page, 'walkthrough');
  },
} satisfies Scenario;
