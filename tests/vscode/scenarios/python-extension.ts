/** Without an interpreter in the settings the server runs on the Python extension's choice, and moves when it changes. */

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { equals, eventually } from '../harness/eventually.ts';
import { PYTHON_BARE, PYTHON_WHOLE } from '../harness/places.ts';
import { servers } from '../harness/processes.ts';
import { documentSettings, type Scenario } from '../harness/scenario.ts';
import { pythonStandIn } from '../harness/standin.ts';

export default {
  name: 'python-extension',
  wishes: { machine: {}, extensions: () => [pythonStandIn(PYTHON_WHOLE, PYTHON_BARE)] },
  async act({ workbench, page, server }) {
    const pythons = () => servers(server.home).map(({ words }) => words[0] ?? '');
    await documentSettings(workbench);
    assert.deepEqual(pythons(), [PYTHON_WHOLE]);
    await workbench.run('BlockGuide: Show Log');
    const log = page.locator('.panel .output-view .view-line');
    await log
      .filter({ hasText: /Python\s3\.\d+\.\d+\s\(python-extension\)/ })
      .first()
      .waitFor();
    await page.keyboard.press('Control+j');

    await workbench.run('Stand-in: Choose the Other Python');
    await eventually(pythons, equals([PYTHON_BARE]));
    await workbench.ready();
    await workbench.runInGuide('BlockGuide: Write the Guide Anew');
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();

    // What the settings name comes before it.
    const own = join(server.home, 'python');
    symlinkSync(PYTHON_BARE, own);
    server.setMachine({ 'blockguide.interpreter': own });
    await eventually(pythons, running => {
      assert.equal(running.length, 1);
      assert.notEqual(running[0], PYTHON_BARE);
    });
  },
} satisfies Scenario;
