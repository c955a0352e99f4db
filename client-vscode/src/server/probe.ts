/** Asks a command whether it is a Python, and which. It runs nothing of the workspace. */

import { execFile } from 'node:child_process';
import type { Probe } from './candidates';

const ASK = "import sys; print('blockguide', *sys.version_info[:3], sys.executable)";
const SAID = /^blockguide (\d+) (\d+) (\d+) (.+)$/m;
const PATIENCE_MS = 10_000;

export function probe(command: string, cwd: string): Promise<Probe> {
  return new Promise(resolve => {
    const options = { timeout: PATIENCE_MS, cwd, windowsHide: true, maxBuffer: 65_536 };
    execFile(command, ['-I', '-S', '-c', ASK], options, (error, stdout, stderr) => {
      const said = SAID.exec(stdout);
      if (said !== null) {
        const version = [Number(said[1]), Number(said[2]), Number(said[3])] as const;
        resolve({ kind: 'python', version, executable: (said[4] ?? command).trim() });
      } else if (error !== null && 'code' in error && error.code === 'ENOENT') resolve({ kind: 'missing' });
      else resolve({ kind: 'broken', said: firstLine(stderr || error?.message || stdout) });
    });
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 200) ?? '';
}
