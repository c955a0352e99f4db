/** A guide is asked for again, and the server makes way for another, while it is written: it goes on in its tab.
 *
 * The same Python by another name ends nothing.
 */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, startEndpoint, writesWith } from '../harness/endpoint.ts';
import { PYTHON_WHOLE } from '../harness/places.ts';
import { servers } from '../harness/processes.ts';
import { type Scenario, SETTINGS_PAGE, writeWith } from '../harness/scenario.ts';

let endpoint: Endpoint;

export default {
  name: 'moves',
  shares: 'modelled',
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 25);
  },
  async act(stage) {
    const { workbench, server } = stage;
    const { guide } = workbench;
    const begun = guide.locator('main[aria-busy="true"] section.description:not([hidden])');
    const whole = guide.locator('main[aria-busy="false"] section.example:not([hidden])');
    const running = () => servers(server.home).map(({ id }) => id);
    const asked = () => endpoint.heads().match(/chat\/completions/g)?.length ?? 0;
    await workbench.openFile('settings.py');
    await workbench.ready();
    await writeWith(stage, endpoint);
    const [first] = running();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await begun.waitFor();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await begun.filter({ hasText: 'can be commented' }).waitFor();
    assert.equal(await workbench.guideTab().count(), 1);
    await workbench.run('BlockGuide: Restart');
    await whole.waitFor();
    const [second] = running();
    assert.notEqual(second, first, 'the server goes on');
    assert.equal(asked(), 3);

    const name = join(server.home, 'another-name');
    writeFileSync(name, `#!/bin/sh\nexec ${PYTHON_WHOLE} "$@"\n`, { mode: 0o755 });
    await workbench.runInGuide('BlockGuide: Write the Guide Anew');
    await begun.waitFor();
    server.setMachine({ ...writesWith(endpoint), 'blockguide.interpreter': name });
    await whole.waitFor();
    assert.deepEqual(running(), [second]);
    assert.equal(asked(), 4);
  },
  end: () => endpoint.stop(),
} satisfies Scenario;
