/** The server's own log lines, taken into the output channel at their weight. */

import type { Readable } from 'node:stream';
import type { LogOutputChannel } from 'vscode';

const LINE = /^(?:\S+ )?(?:\S+ )?(ERROR|WARNING|INFO|DEBUG)\b:? ?(.*)$/;

export function followLog(stream: Readable, channel: LogOutputChannel): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') tell(line, channel);
  });
  stream.on('end', () => {
    if (rest.trim() !== '') tell(rest, channel);
  });
}

function tell(line: string, channel: LogOutputChannel): void {
  const said = LINE.exec(line);
  const text = said?.[2] ?? line;
  if (said?.[1] === 'ERROR') channel.error(text);
  else if (said?.[1] === 'WARNING') channel.warn(text);
  else if (said?.[1] === 'DEBUG') channel.debug(text);
  else channel.info(text);
}
