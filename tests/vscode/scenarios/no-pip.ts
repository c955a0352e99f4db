/** A model's packages are to be installed, and are not: by a person's will nothing is said, without pip what helps is. */

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { equals, eventually } from '../harness/eventually.ts';
import { processes, servers } from '../harness/processes.ts';
import { pythonThat } from '../harness/python.ts';
import type { Scenario } from '../harness/scenario.ts';

/** A Python without pip; while a file is beside it, it installs without an end. */
const SCRIPT = pythonThat(`*--target*)
    [ -e "$0.installs" ] && exec sleep 1000
    echo "$0: No module named pip" >&2; exit 1;;`);

export default {
  name: 'no-pip',
  shares: 'offline',
  async act({ workbench, page, server }) {
    const python = join(server.home, 'no-pip');
    const running = () => servers(server.home).map(({ id }) => id);
    const installing = () => processes(server.home).filter(({ words }) => words.includes('1000')).length;
    const install = async () => {
      await workbench.run('BlockGuide: Choose the Writer');
      await workbench.pick('A model, word by word');
      const question = page.locator('.monaco-dialog-box', { hasText: 'Install the packages that writing' });
      await question.getByRole('button', { name: 'Install' }).click();
    };
    await workbench.openFile('settings.py');
    await workbench.ready();
    const [first] = running();
    writeFileSync(python, SCRIPT, { mode: 0o755 });
    writeFileSync(`${python}.installs`, '');
    server.setMachine({ 'blockguide.interpreter': python });
    await eventually(() => running().filter(id => id !== first).length, equals(1));
    await workbench.ready();

    await install();
    await eventually(installing, equals(1));
    await workbench
      .toast('Installing the packages for a model')
      .getByRole('button', { name: 'Cancel' })
      .click();
    await eventually(installing, equals(0));
    rmSync(`${python}.installs`);
    await install();
    const told = workbench.toast(/no-pip`? has no pip\. On Debian and Ubuntu/);
    await told.getByRole('button', { name: 'Choose an interpreter' }).waitFor();
    assert.equal(await workbench.toast('could not be installed').count(), 1, 'what is cancelled is an error');
  },
} satisfies Scenario;
