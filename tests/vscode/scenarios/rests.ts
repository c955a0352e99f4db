/** An open guide says that it is stale when a function of another file, which it tells of, is edited. */

import type { Scenario } from '../harness/scenario.ts';

const BASE = 'def double(number):\n    """Double a number."""\n    return number * 2\n';
const USE = 'from base import double\n\n\ndef quadruple(number):\n    return double(double(number))\n';

export default {
  name: 'rests',
  wishes: { files: { 'base.py': BASE, 'use.py': USE } },
  async act({ workbench, page }) {
    const { guide } = workbench;
    await workbench.openFile('use.py');
    await workbench.ready();
    await workbench.choose('use.py', 'def quadruple', 'Document This Block');
    await guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await workbench.click('use.py', 'return double');
    await workbench.openFile('base.py');
    await workbench.click('base.py', 'return number');
    await workbench.goTo(1, 18);
    await page.keyboard.type(', times=1');
    await guide.locator('.status', { hasText: 'Stale: what it rests on is another.' }).waitFor();
  },
} satisfies Scenario;
