/** The hand and the eye: what a person does and sees in the window. */

import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { comes, eventually } from './eventually.ts';
import { pixelsOf } from './pixels.ts';

export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  }

  /** Opens a file from the Explorer, and the folders of its path on the way to it. */
  async openFile(path: string): Promise<void> {
    const [name = '', ...folders] = path.split('/').reverse();
    for (const folder of folders.reverse()) {
      const row = this.inExplorer(folder);
      // A click may meet the Explorer's own opening of it, and close it again.
      await eventually(
        async () => {
          if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
          await this.page.waitForTimeout(300);
          return row.getAttribute('aria-expanded');
        },
        expanded => assert.equal(expanded, 'true'),
      );
    }
    // The rows move while the Explorer hears of files that came or went, and a click meets another one.
    await eventually(
      async () => {
        await this.inExplorer(name).dblclick();
        return comes(this.tab(name).waitFor({ timeout: 4000 }));
      },
      opened => assert.ok(opened, `the Explorer does not open ${name}`),
    );
    await this.lines(name).first().waitFor();
  }

  inExplorer(name: string): Locator {
    return this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
  }

  tab(name: string): Locator {
    return this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`);
  }

  /** The tab of a guide, by the start of its title. */
  guideTab(title = 'Guide: '): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: new RegExp(`^${title}`) });
  }

  lines(name: string): Locator {
    return this.page.locator(`.editor-instance .monaco-editor[data-uri$="${name}"] .view-line`);
  }

  /** Waits until the extension runs and says so. */
  async ready(): Promise<void> {
    await this.status.waitFor({ timeout: 60_000 });
    await this.page.waitForFunction(
      () => !document.querySelector('[id*="blockguide.status"] .codicon-loading'),
      undefined,
      { timeout: 60_000 },
    );
  }

  get status(): Locator {
    return this.page.locator('[id*="blockguide.status"]').first();
  }

  async goTo(line: number, column = 1): Promise<void> {
    await this.ask('Control+g', `:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  async select(first: number, last: number): Promise<void> {
    await this.goTo(first);
    for (let line = first; line < last; line += 1) await this.page.keyboard.press('Shift+ArrowDown');
    await this.page.keyboard.press('Shift+End');
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** Fills what the editor asks for. */
  async fill(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-box input');
    await input.waitFor();
    await input.fill(text);
  }

  /** Runs a command about the guide whose tab is shown. */
  runInGuide(title: string): Promise<void> {
    return this.run(title, () => this.guideTab().click());
  }

  /** Runs a command where `goThere` leads. A focus that comes late closes the palette, or goes elsewhere: it is tried again. */
  async run(title: string, goThere = async () => {}): Promise<void> {
    for (let times = 0; ; times += 1) {
      await goThere();
      await this.ask('F1', `>${title}`);
      try {
        await this.offered(title).click({ timeout: 4000 });
        return;
      } catch (error) {
        if (times === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  private offered(label: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
  }

  /** Presses a key that makes the editor ask, and answers. A focus that comes late closes the question: it is asked again. */
  private async ask(key: string, answer: string): Promise<void> {
    const input = this.page.locator('.quick-input-box input');
    for (let times = 0; ; times += 1) {
      await this.page.keyboard.press(key);
      try {
        await input.fill(answer, { timeout: 4000 });
        return;
      } catch (error) {
        if (times === 4) throw error;
      }
    }
  }

  async pick(label: string): Promise<void> {
    await this.offered(label).click();
  }

  async click(file: string, line: string, word = line): Promise<void> {
    const { x, y } = await pixelsOf(this.lines(file), line, word);
    await this.page.mouse.click(x, y);
  }

  /** Right-clicks a word and chooses an entry of the menu. */
  async choose(file: string, line: string, entry: string): Promise<void> {
    await this.rightClick(file, line);
    await this.chooseEntry(entry);
  }

  /** Chooses an entry of a button's menu. A focus that comes late closes the menu: the button is clicked again. */
  async chooseFrom(button: Locator, name: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    for (let times = 0; ; times += 1) {
      if ((await menu.count()) === 0) await button.click();
      try {
        await this.entry(name).click({ timeout: 3000 });
        await menu.first().waitFor({ state: 'detached', timeout: 1500 });
        return;
      } catch (error) {
        if (times === 6) throw error;
      }
    }
  }

  /** A menu that has just come takes no click; a person would click again. */
  async chooseEntry(name: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu').first();
    for (let times = 0; times < 5; times += 1) {
      await this.entry(name).click();
      const gone = await comes(menu.waitFor({ state: 'detached', timeout: 1500 }));
      if (gone) return;
    }
    throw new Error(`the menu stays after a click on ${name}`);
  }

  async rightClick(file: string, line: string, word = line): Promise<void> {
    const { x, y } = await pixelsOf(this.lines(file), line, word);
    await this.page.mouse.click(x, y, { button: 'right' });
    await this.page.locator('.monaco-menu').first().waitFor();
  }

  entry(name: string): Locator {
    return this.page.locator('.monaco-menu').getByRole('menuitem', { name });
  }

  get hovers(): Locator {
    return this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
  }

  /** Rests the mouse on a word until a hover says what is expected; returns all that the hover says.
   *
   * A hover is sticky: unless the old one is hidden, coming back shows its old text and asks nobody.
   */
  async hover(
    file: string,
    line: string,
    word: string,
    expected: RegExp,
    patience = 60_000,
  ): Promise<string> {
    const end = Date.now() + patience;
    let seen = '';
    while (Date.now() < end) {
      const { x, y } = await pixelsOf(this.lines(file), line, word);
      await this.page.mouse.move(x + 250, y + 330);
      await this.hovers.first().waitFor({ state: 'hidden', timeout: 5000 });
      await this.page.mouse.move(x - 8, y, { steps: 2 });
      await this.page.mouse.move(x, y, { steps: 3 });
      const found = this.hovers.filter({ hasText: expected }).first();
      await found.waitFor({ timeout: 3000 }).catch(() => {});
      seen = (await this.hovers.allInnerTexts()).join('\n');
      if (expected.test(seen)) return seen;
    }
    throw new Error(`no hover says ${expected}; what it says: ${JSON.stringify(seen)}`);
  }

  /** What the editor shows of a file, with plain spaces. */
  async code(file: string): Promise<string[]> {
    const texts = await this.lines(file).evaluateAll(lines =>
      lines
        .map(line => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
        .sort((one, other) => one.top - other.top)
        .map(line => line.text.replace(/\u00a0/g, ' ')),
    );
    return texts;
  }

  /** The numbers of the lines that the extension marks in the code. */
  marked(file: string): Promise<number[]> {
    const editor = this.page.locator(`.editor-instance .monaco-editor[data-uri$="${file}"]`);
    return editor.evaluate(element => {
      const topOf = (each: Element) => Math.round(each.getBoundingClientRect().top);
      const marks = element.querySelectorAll('.view-overlays [class*="TextEditorDecorationType"]');
      const tops = new Set([...marks].map(topOf));
      const numbers = [...element.querySelectorAll('.margin-view-overlays .line-numbers')];
      const found = numbers.filter(each => tops.has(topOf(each))).map(each => Number(each.textContent));
      return found.sort((one, other) => one - other);
    });
  }

  /** Puts away what is open: nothing is saved, and no kept guide stays. */
  async tidy(): Promise<void> {
    await this.page.mouse.move(600, 745);
    for (let times = 0; times < 3; times += 1) await this.page.keyboard.press('Escape');
    // A file that is closed without being saved may come back as it was edited: its text is taken from the disk first.
    const edited = this.page.locator('.tabs-container .tab.dirty[data-resource-name$=".py"]');
    while ((await edited.count()) > 0) {
      await edited.first().click();
      await this.run('File: Revert File');
      await edited.first().waitFor({ state: 'detached', timeout: 5000 });
    }
    await this.run('View: Close All Editors');
    const tabs = this.page.locator('.tabs-container .tab');
    const discard = this.page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
    for (;;) {
      await tabs
        .first()
        .or(discard)
        .waitFor({ state: 'hidden', timeout: 2000 })
        .catch(() => {});
      if (await discard.isVisible()) await discard.click();
      else if ((await tabs.count()) === 0) break;
    }
    await this.run('BlockGuide: Clear the Cache');
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Clear' }).click();
    await this.toast('Guides removed: ').waitFor();
    await this.run('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
  }

  /** The light bulb's entry for the selection, its menu open; the server may still be at work on what it offers. */
  async bulb(entry: string, open = () => this.page.keyboard.press('Control+.')): Promise<Locator> {
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: entry }).first();
    await eventually(
      async () => {
        await open();
        return comes(row.waitFor({ timeout: 4000 }));
      },
      shown => assert.ok(shown, `the light bulb does not offer ${entry}`),
    );
    return row;
  }

  /** Whether the palette offers a command. */
  async offers(title: string): Promise<boolean> {
    await this.ask('F1', `>${title}`);
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    let [before, shown] = ['', (await rows.allInnerTexts()).join('\n')];
    // What it offered before it heard the title is no answer.
    while (before !== shown) {
      await this.page.waitForTimeout(700);
      [before, shown] = [shown, (await rows.allInnerTexts()).join('\n')];
    }
    await this.page.keyboard.press('Escape');
    await this.quickInput.waitFor({ state: 'hidden' });
    return shown.includes(title);
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** The page in the tab that is shown. */
  get guide(): FrameLocator {
    return this.viewOf('blockguide.blockguide');
  }

  /** The page in the tab that an extension shows. */
  viewOf(extension: string): FrameLocator {
    return this.page
      .frameLocator(`iframe.webview.ready[src*="extensionId=${extension}"]`)
      .frameLocator('iframe#active-frame');
  }
}
