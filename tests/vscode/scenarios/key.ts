/** The key of a model's endpoint is asked for, reaches the endpoint, and stands in no file and no environment. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { type Endpoint, startEndpoint } from '../harness/endpoint.ts';
import { eventually } from '../harness/eventually.ts';
import { documentSettings, type Scenario, SETTINGS_PAGE, writeWith } from '../harness/scenario.ts';

const KEY = 'sk-proof-0123456789';

let endpoint: Endpoint;

export default {
  name: 'key',
  shares: 'modelled',
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 500);
  },
  async act(stage) {
    const { workbench, page, server } = stage;
    await workbench.openFile('settings.py');
    await workbench.ready();
    await writeWith(stage, endpoint);
    await workbench.run('BlockGuide: Set the API Key');
    await page.locator('.quick-input-box input[type="password"]').waitFor();
    await page.keyboard.type(KEY);
    await page.keyboard.press('Enter');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await page.waitForTimeout(1000);
    await documentSettings(workbench);
    await eventually(
      () => endpoint.heads(),
      heads => assert.ok(heads.includes(`Bearer ${KEY}`), heads),
    );
    assert.equal(filesWithKey(server.home), '', 'the key stands in a file');
    assert.deepEqual(environmentsWithKey(), [], 'the key stands in an environment');

    const asked = () => endpoint.heads().split('\n').filter(Boolean);
    const before = asked().length;
    await workbench.run('BlockGuide: Remove the API Key');
    await page.waitForTimeout(1000);
    await workbench.guide.locator('.status').first().waitFor();
    await workbench.runInGuide('BlockGuide: Write the Guide Anew');
    const [head] = await eventually(
      () => asked().slice(before),
      heads => assert.ok(heads.length > 0, 'nothing is asked anew'),
    );
    assert.ok(!(head ?? '').includes(KEY), 'the removed key is sent');
  },
  end: () => endpoint.stop(),
} satisfies Scenario;

function filesWithKey(home: string): string {
  try {
    return execFileSync('grep', ['-rlF', KEY, home], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function environmentsWithKey(): string[] {
  return readdirSync('/proc').filter(name => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'utf8').includes(KEY);
    } catch {
      return false;
    }
  });
}
