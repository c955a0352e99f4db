/** The memory of the extension host with no guide and with ten open. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Window } from '../../vscode/harness/browser.ts';
import type { Server } from '../../vscode/harness/server.ts';
import type { Figures } from './figures.ts';

const GUIDES = 10;

export async function measureMemory({ workbench, page }: Window, server: Server): Promise<Figures> {
  await workbench.open(server.url);
  await workbench.openFile('ten.py');
  await workbench.ready();
  await page.waitForTimeout(3000);
  const before = hostBytes(server.home);
  for (let index = 0; index < GUIDES; index += 1) {
    await workbench.click('ten.py', 'def scale_0', 'scale_0').catch(() => {});
    await workbench.goTo(4 * index + 1, 6);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('g');
    await workbench.guideTab(`Guide: scale_${index}`).waitFor();
    await workbench.guide.locator('main[aria-busy="false"] section.example:not([hidden])').waitFor();
    await page.locator('.editor-group-container').first().locator('.tab').first().click();
  }
  await page.waitForTimeout(3000);
  const after = hostBytes(server.home);
  return {
    'extension host, no guide open': megabytes(before),
    [`extension host, ${GUIDES} guides open`]: `${megabytes(after)} (${megabytes(after - before)} more)`,
  };
}

/** The resident memory of the window's extension host. */
function hostBytes(home: string): number {
  for (const id of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const isHost = readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--type=extensionHost');
      const isOurs = readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(`HOME=${home}`);
      if (!isHost || !isOurs) continue;
      const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
      return Number(kilobytes) * 1024;
    } catch {
      // It has ended meanwhile, or is somebody else's.
    }
  }
  throw new Error('there is no extension host');
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}
