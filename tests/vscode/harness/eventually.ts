/** Waiting for what comes in its time. */

import assert from 'node:assert/strict';

const PATIENCE_MS = 30_000;

/** Reads again and again until what is read passes; the last reading's failure is told. */
export async function eventually<Value>(
  read: () => Promise<Value> | Value,
  check: (value: Value) => void,
  patience = PATIENCE_MS,
): Promise<Value> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await read();
    try {
      check(value);
      return value;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 60));
  }
}

/** Whether what is waited for comes in its time. */
export function comes(waiting: Promise<unknown>): Promise<boolean> {
  return waiting.then(
    () => true,
    () => false,
  );
}

export function equals<Value>(expected: Value): (value: Value) => void {
  return value => assert.deepEqual(value, expected);
}

export function matches(expected: RegExp): (value: string) => void {
  return value => assert.match(value, expected);
}
