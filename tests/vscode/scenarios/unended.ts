/** A kept guide whose end never comes can be stopped, and says so when its server ends. */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { equals, eventually } from '../harness/eventually.ts';
import { PYTHON_BARE } from '../harness/places.ts';
import { servers } from '../harness/processes.ts';
import { pythonThat } from '../harness/python.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';
import { json } from '../harness/server.ts';

/** Passes on what the server says, but for the ends of pages. */
const RELAY = `
import subprocess, sys
server = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
while head := server.stdout.readline():
    length = int(head.split(b":")[1])
    while server.stdout.readline().strip():
        pass
    body = server.stdout.read(length)
    if b"blockguide/end" not in body:
        sys.stdout.buffer.write(b"Content-Length: %d\\r\\n\\r\\n" % length + body)
        sys.stdout.buffer.flush()
`;

export default {
  name: 'unended',
  shares: 'offline',
  async act({ workbench, page, server }) {
    const python = join(server.home, 'unending');
    const running = () => servers(server.home).map(({ id }) => id);
    const status = workbench.guide.locator('.status');
    const lens = page.locator('.codelens-decoration a').filter({ hasText: /^Guide$/ });
    await documentSettings(workbench);
    await workbench.guideTab().click({ button: 'middle' });
    // An older VS Code keeps the server of a window that was reloaded.
    const before = running();
    writeFileSync(`${python}.py`, RELAY);
    const serves = `exec ${PYTHON_BARE} "$0.py" ${PYTHON_BARE} "$@"`;
    const script = pythonThat(`*serve*) [ -e "$0.py" ] && ${serves};;`);
    writeFileSync(python, script, { mode: 0o755 });
    server.setMachine({ 'blockguide.interpreter': python });
    // The relay names the server in its words.
    await eventually(() => running().filter(id => !before.includes(id)).length, equals(2));
    await workbench.ready();
    writeFileSync(join(server.workspace, '.vscode/settings.json'), json({ 'blockguide.codeLens': true }));

    await lens.click();
    await workbench.guide.locator('section.example:not([hidden])').waitFor();
    await status.getByRole('button', { name: 'Stop' }).click();
    await status.filter({ hasText: 'Stopped before it was whole.' }).waitFor();
    await workbench.guideTab().click({ button: 'middle' });

    await lens.click();
    await workbench.guide.locator('section.example:not([hidden])').waitFor();
    rmSync(`${python}.py`);
    for (const id of running()) process.kill(id, 'SIGKILL');
    await status.filter({ hasText: 'The server ended while it was writing.' }).waitFor();
    await workbench.ready();
    await status.getByRole('button', { name: 'Write anew' }).click();
    await status.filter({ hasText: 'Written offline.' }).waitFor();
  },
} satisfies Scenario;
