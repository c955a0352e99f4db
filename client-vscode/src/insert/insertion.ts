/** Asks the bundled Python script for the edit that puts a guide into the code. */

import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { Lines } from '../page/anchor';
import type { Bodies } from '../page/bodies';
import { titlesOf } from '../page/steps';

export type Form = 'docstring' | 'comment';

/** Lines that are replaced, 1-based; `last` before `first` inserts before `first`. */
export interface Edit extends Lines {
  readonly text: string;
}

export type Refusal = 'broken' | 'no-definition' | 'one-line-body' | 'other-code' | 'failed';
export type Answer = { readonly edit: Edit } | { readonly refused: Refusal };

const PATIENCE_MS = 15_000;

export interface Order {
  readonly text: string;
  readonly lines: Lines;
  readonly form: Form;
  readonly bodies: Bodies;
}

export function findInsertion(python: string, script: string, order: Order): Promise<Answer> {
  return new Promise(resolve => {
    const options = { timeout: PATIENCE_MS, cwd: tmpdir(), windowsHide: true, maxBuffer: 32_000_000 };
    const child = execFile(python, ['-I', '-S', '-X', 'utf8', script], options, (error, stdout) => {
      resolve(error === null ? read(stdout) : { refused: 'failed' });
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(
      JSON.stringify({
        text: order.text,
        lines: [order.lines.first, order.lines.last],
        form: order.form,
        prose: order.bodies.description.split(/\n{2,}/).map(plain),
        steps: titlesOf(order.bodies.steps).map(plain),
      }),
    );
  });
}

function read(answer: string): Answer {
  try {
    return JSON.parse(answer) as Answer;
  } catch {
    return { refused: 'failed' };
  }
}

/** Markdown without its escapes and line ends; code keeps its backticks, as docstrings have them. */
export function plain(markdown: string): string {
  return markdown
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
