/** A right-click in the Explorer writes guides for a file or a folder, with progress; cancelled, it leaves whole pages alone. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { equals, eventually } from '../harness/eventually.ts';
import { processes } from '../harness/processes.ts';
import { FILES, type Scenario } from '../harness/scenario.ts';

const MANY = 40;
/** What a batch knows of its own pages. */
const LEDGER = '.blockguide-batch.jsonl';

export default {
  name: 'batch',
  shares: 'offline',
  async act({ workbench, page, server, note }) {
    await workbench.openFile('settings.py');
    await workbench.ready();
    const write = async (name: string, folder: string, ...others: string[]) => {
      if (others.length > 0) await workbench.inExplorer(name).click();
      for (const other of others) await workbench.inExplorer(other).click({ modifiers: ['Control'] });
      await workbench.inExplorer(name).click({ button: 'right' });
      await workbench.chooseEntry('Write Guides for…');
      await workbench.pick('One guide for each file');
      await workbench.fill(folder);
      await page.keyboard.press('Enter');
    };
    await write('settings.py', 'alone', 'notes.txt');
    await workbench.toast('The guides are written to alone.').waitFor({ timeout: 60_000 });
    assert.deepEqual(pagesIn(join(server.workspace, 'alone')), [LEDGER, 'index.md', 'work/settings.py.md']);
    await workbench.inExplorer('notes.txt').click({ button: 'right' });
    await workbench.entry('Copy Path').first().waitFor();
    assert.equal(await workbench.entry('Write Guides for…').count(), 0);
    await page.keyboard.press('Escape');
    mkdirSync(join(server.workspace, 'papers'));
    await write('papers', 'nothing');
    await workbench.toast('No guide is written: there is no Python file there.').waitFor({ timeout: 60_000 });
    assert.equal(await workbench.toast('The guides are written to nothing').count(), 0);
    await write('shop', 'guides');
    const done = workbench.toast('The guides are written to guides.');
    await done.waitFor({ timeout: 60_000 });
    const pages = join(server.workspace, 'guides');
    assert.ok(existsSync(join(pages, 'index.md')));
    const written = readdirSync(pages, { recursive: true, encoding: 'utf8' });
    const cart = written.find(name => name.endsWith('cart.py.md'));
    assert.match(readFileSync(join(pages, cart ?? ''), 'utf8'), /^How to Use This Code Block\n/);
    await done.getByRole('button', { name: 'Open the index' }).click();
    await page.locator('.tabs-container .tab', { hasText: 'index.md' }).waitFor();

    for (let index = 0; index < MANY; index += 1) {
      const path = join(server.workspace, `many/config${index}.py`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, FILES['config.py'] ?? '');
    }
    await workbench.inExplorer('many').waitFor();
    await write('many', 'cut');
    const progress = workbench.toast(new RegExp(`Writing guides.*\\b[1-9]\\d*/${MANY} `));
    await progress.waitFor({ timeout: 60_000 });
    const batches = () =>
      processes(server.home)
        .filter(({ words }) => words.includes('batch'))
        .map(({ id }) => id);
    assert.ok(batches().length > 0, 'it is done before it can be cancelled');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await workbench.toast('Writing guides').waitFor({ state: 'detached' });
    await eventually(batches, equals<number[]>([]));
    const cut = pagesIn(join(server.workspace, 'cut')).filter(name => name !== LEDGER);
    note(`${cut.length} of ${MANY} pages were written before it was cancelled`);
    assert.ok(cut.length > 0 && cut.length < MANY, `${cut}`);
    for (const name of cut) {
      assert.match(name, /\bmany\/config\d+\.py\.md$/);
      assert.match(readFileSync(join(server.workspace, 'cut', name), 'utf8'), /\nUsage Example\n/);
    }
    assert.equal(await workbench.toast(/The guides are written to .*cut/).count(), 0, 'it is told as an end');
  },
} satisfies Scenario;

/** The files in a folder of pages, by path, whatever they are. */
function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .map(each => relative(folder, join(each.parentPath, each.name)))
    .sort();
}
