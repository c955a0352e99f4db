/** A model's packages are missing: they are offered once, installed for the extension alone, and the model writes.
 *
 * pip finds them in a folder of wheels, made of what is installed here: no network is needed.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, startEndpoint, writesWith } from '../harness/endpoint.ts';
import { equals, eventually, matches } from '../harness/eventually.ts';
import { BUILD, PYTHON_BARE, PYTHON_WHOLE, TREE } from '../harness/places.ts';
import { servers } from '../harness/processes.ts';
import { type Scenario, SETTINGS_PAGE } from '../harness/scenario.ts';

const wheels = join(BUILD, 'wheels');
let endpoint: Endpoint;
let names: string[];

export default {
  name: 'packages',
  wishes: { env: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels } },
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 500);
    const bundled = readFileSync(join(TREE, 'client-vscode/bundled/libs/model-requirements.txt'), 'utf8');
    const lines = bundled.split('\n').filter(Boolean);
    assert.ok(lines.length > 0, 'a model needs nothing');
    mkdirSync(wheels, { recursive: true });
    names = lines.map(each => /^[\w.-]+/.exec(each)?.[0] ?? each);
    execFileSync(PYTHON_WHOLE, [join(import.meta.dirname, '../harness/wheels.py'), wheels, ...names]);
  },
  async act({ workbench, page, server }) {
    const { guide } = workbench;
    const whole = guide.locator('main[aria-busy="false"] section.example:not([hidden])');
    const told = guide.locator('.status', { hasText: 'The packages that talk to a model are not installed' });
    await workbench.openFile('settings.py');
    await workbench.ready();
    server.setMachine({ ...writesWith(endpoint), 'blockguide.interpreter': PYTHON_BARE });
    await eventually(
      () => workbench.status.innerText(),
      text => assert.ok(text.includes(endpoint.model), text),
    );
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await whole.waitFor();
    await told.waitFor();
    assert.equal(endpoint.heads(), '');
    await workbench.status.filter({ hasText: 'BlockGuide: packages missing' }).waitFor();

    const missing = 'The packages that writing with a model needs are not installed.';
    const offer = workbench.toast(missing);
    await offer.hover();
    await offer.locator('.codicon-notifications-clear').click();
    await offer.waitFor({ state: 'detached' });
    await workbench.guideTab().click({ button: 'middle' });
    await workbench.openFile('shop/cart.py');
    await workbench.choose('cart.py', 'def total', 'Document This Block');
    await workbench.guideTab('Guide: total').waitFor();
    await whole.waitFor();
    await told.waitFor();
    await workbench.run('Notifications: Show Notifications');
    const all = page.locator('.notifications-center');
    await all.waitFor();
    assert.equal(await all.getByText(missing).count(), 0, 'they are offered again');

    await page.reload();
    await workbench.ready();
    await workbench.run('View: Close All Editors');
    await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
    await workbench.openFile('settings.py');
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    const before = installedIn(PYTHON_BARE);
    await offer.getByRole('button', { name: 'Install' }).click();
    await workbench.toast('Installing the packages for a model').waitFor();
    await guide
      .locator('.status', { hasText: `Written by ${endpoint.model}.` })
      .waitFor({ timeout: 120_000 });
    await whole.waitFor();
    await guide.locator('li[data-first="11"]', { hasText: 'Pass over comments' }).waitFor();
    assert.notEqual(endpoint.heads(), '');
    await workbench.status.filter({ hasText: `BlockGuide: ${endpoint.model}` }).waitFor();
    assert.equal(await page.locator('.notification-toast', { hasText: 'could not' }).count(), 0);
    const own = join(server.home, 'data/User/globalStorage/blockguide.blockguide');
    const [minor] = /3\.\d+/.exec(before) ?? [];
    const homes = readdirSync(own).filter(each => each.startsWith(`model-${minor}-`));
    assert.equal(homes.length, 1, `${homes}`);
    const installed = readdirSync(join(own, ...homes));
    for (const name of names) {
      const start = `${name.replaceAll('-', '_')}-`;
      assert.ok(
        installed.some(each => each.startsWith(start) && each.endsWith('.dist-info')),
        `${name}: ${installed}`,
      );
    }
    assert.equal(installedIn(PYTHON_BARE), before, 'the chosen Python has other packages');

    // As where another window installs them while the server of this one runs.
    const [there = ''] = homes.map(each => join(own, each));
    renameSync(there, join(own, 'aside'));
    await page.reload();
    await workbench.ready();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await whole.waitFor();
    await workbench.runInGuide('BlockGuide: Write the Guide Anew');
    await told.waitFor();
    await offer.waitFor();
    renameSync(join(own, 'aside'), there);
    await workbench.status.filter({ hasText: 'BlockGuide: packages missing' }).click();
    await workbench.pick('Install the packages for a model');
    await workbench.status.filter({ hasText: `BlockGuide: ${endpoint.model}` }).waitFor();
    await workbench.runInGuide('BlockGuide: Write the Guide Anew');
    await guide.locator('.status', { hasText: `Written by ${endpoint.model}.` }).waitFor();

    // Nothing is sent for a guide whose tab was closed before its offer is taken.
    await workbench.run('View: Close All Editors');
    await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
    const heard = endpoint.heads();
    const running = () => servers(server.home).map(({ id }) => id);
    // That of the window before its reload may be among them.
    const old = running();
    await offer.getByRole('button', { name: 'Install' }).click();
    await eventually(() => running().filter(id => !old.includes(id)).length, equals(1));
    await page.waitForTimeout(2000);
    assert.equal(endpoint.heads(), heard);

    await workbench.openFile('settings.py');
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await whole.waitFor();
    const chosen = () => readFileSync(join(server.home, 'data/Machine/settings.json'), 'utf8');
    await workbench.run('BlockGuide: Choose the Writer');
    await workbench.pick('Nothing leaves this machine.');
    await workbench.status.filter({ hasText: 'BlockGuide: offline' }).waitFor();
    matches(/"blockguide\.writer": "offline"/)(chosen());
    await workbench.run('BlockGuide: Choose the Writer');
    await workbench.pick('A model, word by word');
    await workbench.status.filter({ hasText: `BlockGuide: ${endpoint.model}` }).waitFor();
    matches(/"blockguide\.writer": "model"/)(chosen());
  },
  end: () => endpoint.stop(),
} satisfies Scenario;

/** The version of a Python, and what stands among its own packages. */
function installedIn(python: string): string {
  const list =
    'import os, sys, sysconfig; p = sysconfig.get_path("purelib"); print(sys.version, *sorted(os.listdir(p)))';
  return execFileSync(python, ['-I', '-c', list], { encoding: 'utf8' });
}
