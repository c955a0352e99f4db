/** Without a Python the person reads why; the buttons lead to one, and with it guides come without a reload.
 *
 * One that is too old is refused by its version, and one that cannot even be tried by what is wrong with it; where none
 * is named, by null too, the one on the PATH serves.
 */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { equals, eventually, matches } from '../harness/eventually.ts';
import { BUILD, PYTHON_BARE } from '../harness/places.ts';
import { servers } from '../harness/processes.ts';
import type { Scenario } from '../harness/scenario.ts';

const WRONG = '/opt/no-such/python3';
const onPath = join(BUILD, 'path');

export default {
  name: 'no-interpreter',
  wishes: {
    machine: { 'blockguide.interpreter': WRONG },
    // With the switch the window takes no PATH from a login shell.
    env: { PATH: [onPath, '/usr/bin', '/bin'].join(delimiter), VSCODE_CLI: '1' },
  },
  async prepare() {
    mkdirSync(onPath, { recursive: true });
    symlinkSync(PYTHON_BARE, join(onPath, 'python3'));
  },
  async act({ workbench, page, server }) {
    await workbench.openFile('settings.py');
    const toast = workbench.toast(WRONG).first();
    await toast.waitFor({ timeout: 60_000 });
    const told = await toast.locator('.notification-list-item-message').innerText();
    matches(/There is no .*no-such.*which the setting blockguide\.interpreter names\./)(
      told.replace(/`/g, ''),
    );
    assert.doesNotMatch(told, /Error:|ENOENT|at /);
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    const status = workbench.guide.locator('.status');
    await workbench.guide.locator('.status[data-tone="error"]', { hasText: WRONG }).waitFor();
    await page.locator('[id*="blockguide.status"].warning-kind').waitFor();
    assert.match(await workbench.status.innerText(), /BlockGuide: no Python/);

    await status.getByRole('button', { name: 'Choose an interpreter' }).click();
    const asked = page.locator('.quick-input-box input');
    await asked.waitFor();
    await eventually(
      async () => {
        // The editor looks at the folder while one types, and takes no Enter meanwhile.
        if (await asked.isVisible()) {
          await asked.fill(PYTHON_BARE, { timeout: 1000 }).catch(() => {});
          await page.waitForTimeout(500);
          if (await asked.isVisible()) await page.keyboard.press('Enter');
        }
        return readFileSync(join(server.home, 'data/Machine/settings.json'), 'utf8');
      },
      settings => assert.ok(settings.includes(PYTHON_BARE), settings),
    );
    await page.locator('[id*="blockguide.status"]:not(.warning-kind)').first().waitFor();
    await workbench.ready();
    await status.getByRole('button', { name: 'Write anew' }).click();
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    assert.deepEqual(
      servers(server.home).map(({ words }) => words[0]),
      [PYTHON_BARE],
    );

    const old = join(server.home, 'python3.10');
    writeFileSync(old, '#!/bin/sh\necho blockguide 3 10 13 "$0"\n', { mode: 0o755 });
    server.setMachine({ 'blockguide.interpreter': old });
    await page.locator('[id*="blockguide.status"].warning-kind').waitFor();
    const needs = /python3\.10`? is Python 3\.10\.13; BlockGuide needs 3\.11 or newer\./;
    await workbench.toast(needs).first().waitFor();
    await workbench.choose('settings.py', 'def read_settings', 'Document This Block');
    await workbench.guide.locator('.status[data-tone="error"]', { hasText: needs }).waitFor();
    const refused = workbench.toast(needs).first();
    await refused.getByRole('button', { name: 'Choose an interpreter' }).waitFor();

    server.setMachine({ 'blockguide.interpreter': '/opt/no\0such' });
    const fails = /could not be started: .*without null bytes/;
    await workbench.toast(fails).first().waitFor();
    await page
      .locator('[id*="blockguide.status"].warning-kind', { hasText: 'BlockGuide: stopped' })
      .waitFor();
    await status.getByRole('button', { name: 'Write anew' }).click();
    await workbench.guide.locator('.status[data-tone="error"]', { hasText: fails }).waitFor();

    server.setMachine({
      'blockguide.interpreter': null,
      'blockguide.writer': null,
      'blockguide.model': 5,
      'blockguide.language': 5,
    });
    await eventually(
      () => servers(server.home).map(({ words }) => words[0] ?? ''),
      equals([join(onPath, 'python3')]),
    );
    await workbench.ready();
    await status.getByRole('button', { name: 'Write anew' }).click();
    await workbench.guide.locator('.status[data-tone="calm"]', { hasText: 'Written offline.' }).waitFor();
  },
} satisfies Scenario;
