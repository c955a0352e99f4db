import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import type { LogOutputChannel } from 'vscode';
import { followLog } from '../src/server/log';

/** What the channel is told of a stream that comes in these parts. */
async function logged(...parts: string[]): Promise<string[][]> {
  const told: string[][] = [];
  const at = (weight: string) => (text: string) => told.push([weight, text]);
  const channel = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  const stream = new PassThrough();
  followLog(stream, channel as unknown as LogOutputChannel);
  for (const part of parts) stream.write(part);
  const ended = once(stream, 'end');
  stream.end();
  await ended;
  return told;
}

test('a line of the server goes to the log at its weight, without its time', async () => {
  assert.deepEqual(
    await logged('2026-01-02 10:00:00 ERROR it fell\nWARNING: slow\n10:00:00 INFO done\nDEBUG a message\n'),
    [
      ['error', 'it fell'],
      ['warn', 'slow'],
      ['info', 'done'],
      ['debug', 'a message'],
    ],
  );
});

test('a line is told when it is whole, and the last one at the end', async () => {
  assert.deepEqual(await logged('ERR', 'OR one\r\n\nTrace', 'back:\n', 'INFO two'), [
    ['error', 'one'],
    ['info', 'Traceback:'],
    ['info', 'two'],
  ]);
});
