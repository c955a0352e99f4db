/** A server that is lost leaves a way on: one that never answers, and one whose Python is removed.
 *
 * The button "Stop" works while it is started; a Python that is there again is found without a restart.
 */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { equals, eventually, matches } from '../harness/eventually.ts';
import { processes, servers } from '../harness/processes.ts';
import { pythonThat } from '../harness/python.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';

/** A Python that says its own name, and whose server says nothing while a file is beside it. */
const SCRIPT = pythonThat('*serve*) [ -e "$0.hangs" ] && exec sleep 1000;;');

export default {
  name: 'restarts',
  shares: 'offline',
  async act({ workbench, page, server }) {
    const python = join(server.home, 'a-python');
    const running = () => servers(server.home).map(({ id }) => id);
    const sleeping = () => processes(server.home).filter(({ words }) => words.includes('1000')).length;
    const kill = () => {
      for (const id of running()) process.kill(id, 'SIGKILL');
    };
    const status = workbench.guide.locator('.status');
    const press = (name: string) => status.getByRole('button', { name }).click();
    const whole = status.filter({ hasText: 'Written offline.' });
    await documentSettings(workbench);
    const [first] = running();
    writeFileSync(python, SCRIPT, { mode: 0o755 });
    server.setMachine({ 'blockguide.interpreter': python });
    await eventually(() => running().filter(id => id !== first).length, equals(1));
    await workbench.ready();

    writeFileSync(`${python}.hangs`, '');
    kill();
    await eventually(sleeping, equals(1));
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await status.filter({ hasText: 'Reading the block…' }).waitFor();
    await press('Stop');
    await status.filter({ hasText: 'Stopped before it was whole.' }).waitFor();
    rmSync(`${python}.hangs`);
    await workbench.run('BlockGuide: Restart');
    await eventually(() => running().length, equals(1));
    // What the old one leaves behind comes after the new one runs.
    await eventually(sleeping, equals(0));
    await workbench.ready();
    await press('Write anew');
    await whole.waitFor();

    // What is typed while a guide waits for the server moves its block, and does not end it.
    writeFileSync(`${python}.hangs`, '');
    kill();
    await eventually(sleeping, equals(1));
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await status.filter({ hasText: 'Reading the block…' }).waitFor();
    await workbench.goTo(1);
    await page.keyboard.type('import os\n');
    rmSync(`${python}.hangs`);
    await workbench.run('BlockGuide: Restart');
    await status.filter({ hasText: 'Written offline, kept from earlier.' }).waitFor();
    await workbench.guide.locator('.where', { hasText: 'lines 2–18' }).waitFor();
    await workbench.tab('settings.py').click();
    await page.keyboard.press('Control+z');

    rmSync(python);
    kill();
    await eventually(() => workbench.status.innerText(), matches(/no Python/));
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await status.filter({ hasText: 'There is no' }).waitFor();
    await status.getByRole('button', { name: 'Choose an interpreter' }).waitFor();
    writeFileSync(python, SCRIPT, { mode: 0o755 });
    await press('Write anew');
    await whole.waitFor();
  },
} satisfies Scenario;
