/** A workspace that is not trusted: guides are written, its settings start nothing, and no example is run. */

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../harness/scenario.ts';

export default {
  name: 'untrusted',
  wishes: {
    trust: 'asked',
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    workspaceSettings: {
      'blockguide.interpreter': './trap',
      'blockguide.writer': 'model',
      'blockguide.endpoint.baseUrl': 'http://127.0.0.1:9/v1',
    },
  },
  async act({ workbench, server }) {
    const sprung = join(server.home, 'sprung');
    writeFileSync(join(server.workspace, 'trap'), `#!/bin/sh\ntouch ${sprung}\n`, { mode: 0o755 });
    await workbench.openFile('settings.py');
    await workbench.ready();
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await workbench.guideTab().click();
    const actions = workbench.page.locator('.editor-actions .action-label');
    await actions.and(workbench.page.locator('[aria-label*="Copy"]')).first().waitFor();
    assert.equal(await actions.and(workbench.page.locator('[aria-label*="Run the Example"]')).count(), 0);
    assert.ok(!existsSync(sprung), 'a program that the workspace named was started');
  },
} satisfies Scenario;
