/** A workspace that is not trusted: guides are written, its settings start nothing and say nothing, no example is run.
 *
 * What a workspace may choose where it is trusted takes hold then: so the trap is a real one.
 */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, startEndpoint, writesWith } from '../harness/endpoint.ts';
import { eventually } from '../harness/eventually.ts';
import { FILES, type Scenario, SETTINGS_PAGE, type Stage } from '../harness/scenario.ts';

let endpoint: Endpoint;

export default {
  name: 'untrusted',
  wishes: {
    trust: 'asked',
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    files: {
      ...FILES,
      trap: '#!/bin/sh\ntouch ~/sprung\n',
      'trap.md': 'Trapped: write $description, $steps and $example.\n',
    },
    workspaceSettings: {
      'blockguide.interpreter': '~/work/trap',
      'blockguide.template': '~/work/trap.md',
      'blockguide.writer': 'offline',
      'blockguide.endpoint.baseUrl': 'http://127.0.0.1:9/v1',
    },
    get machine() {
      return writesWith(endpoint);
    },
  },
  async prepare() {
    endpoint = await startEndpoint(SETTINGS_PAGE, 500);
  },
  async act(stage) {
    const { workbench, page, server } = stage;
    const sprung = join(server.home, 'sprung');
    const { guide } = workbench;
    const whole = guide.locator('main[aria-busy="false"] section.example:not([hidden])');
    await workbench.openFile('settings.py');
    await workbench.ready();
    const restricted = page.locator('.statusbar-item', { hasText: 'Restricted Mode' });
    await restricted.waitFor();
    await workbench.status.filter({ hasText: `BlockGuide: ${endpoint.model}` }).waitFor();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await whole.waitFor();
    await guide.locator('.status', { hasText: `Written by ${endpoint.model}.` }).waitFor();
    await workbench.guideTab().click();
    const actions = page.locator('.editor-actions .action-label');
    await actions.and(page.locator('[aria-label*="Copy"]')).first().waitFor();
    assert.equal(await actions.and(page.locator('[aria-label*="Run the Example"]')).count(), 0);
    assert.ok(!(await workbench.offers('BlockGuide: Run the Example')), 'an example can be run');
    assert.doesNotMatch(await sent(stage), /Trapped/, 'the workspace has its own instructions');

    await workbench.run('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await restricted.waitFor({ state: 'detached' });
    await workbench.ready();
    await workbench.guideTab().click();
    await eventually(
      () => sent(stage),
      text => assert.match(text, /Trapped/, 'the trap is none'),
    );
    await workbench.guideTab().click();
    assert.ok(await workbench.offers('BlockGuide: Run the Example'), 'an example cannot be run');
    assert.ok(!existsSync(sprung), 'a program that the workspace named was started');
  },
  end: () => endpoint.stop(),
} satisfies Scenario;

/** What would be sent to the model, as its page says. */
async function sent({ workbench, page }: Stage): Promise<string> {
  await workbench.runInGuide('BlockGuide: Show What Is Sent to the Model');
  const tab = page.locator('.tab', { hasText: 'settings.py.md' });
  await tab.waitFor();
  const lines = page.locator('.editor-instance .view-line');
  await lines.filter({ hasText: 'This is sent to' }).first().waitFor();
  const text = (await lines.allInnerTexts()).join('\n').replace(/\u00a0/g, ' ');
  await tab.click({ button: 'middle' });
  await tab.waitFor({ state: 'detached' });
  return text;
}
