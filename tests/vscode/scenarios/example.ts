/** An example runs as the project's code does: with its Python, and from where its modules are imported. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equals, eventually } from '../harness/eventually.ts';
import { PYTHON_BARE, PYTHON_WHOLE } from '../harness/places.ts';
import { processes } from '../harness/processes.ts';
import { BARE, type Scenario } from '../harness/scenario.ts';
import { pythonStandIn } from '../harness/standin.ts';

const MODULE = 'def halve(number):\n    """Halves a number."""\n    return number / 2\n';

export default {
  name: 'example',
  wishes: {
    machine: BARE,
    // The person's own path is kept.
    env: { PYTHONPATH: '/nowhere/of/mine' },
    extensions: () => [pythonStandIn(PYTHON_WHOLE, PYTHON_BARE)],
    files: {
      'app/pyproject.toml': '[project]\nname = "app"\nversion = "1"\n',
      'app/src/pkg/__init__.py': '',
      'app/src/pkg/halves.py': MODULE,
      'app/src/notes.txt': '',
    },
  },
  async act({ workbench, page, server }) {
    await workbench.openFile('app/src/pkg/halves.py');
    await workbench.ready();
    await workbench.choose('halves.py', 'def halve', 'Document This Block');
    await workbench.guide
      .locator('main[aria-busy="false"] section.example', { hasText: 'from pkg.halves import halve' })
      .waitFor();
    await workbench.runInGuide('BlockGuide: Run the Example in a Terminal');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run' }).click();
    const terminal = page.locator('.terminal-wrapper .xterm-rows');
    const shown = await eventually(
      async () => (await terminal.allInnerTexts()).join('\n'),
      text => assert.match(text, />>>/),
    );
    assert.doesNotMatch(shown, /Error/);
    const examples = processes(server.home).filter(({ words }) => words.at(-2)?.endsWith('/example.py'));
    assert.deepEqual(
      examples.map(({ words }) => words[0]),
      [PYTHON_WHOLE],
    );
    const environment = readFileSync(`/proc/${examples[0]?.id}/environ`, 'utf8').split('\0');
    equals([`PYTHONPATH=${join(server.workspace, 'app/src')}:/nowhere/of/mine`])(
      environment.filter(each => each.startsWith('PYTHONPATH=')),
    );
  },
} satisfies Scenario;
