import type { Socket } from 'node:net';
import { UpstreamError } from '#src/model/errors.ts';

const newline = 10;

/** Calls back with every line of JSON that comes in; a line longer than the limit ends the connection. */
export function readJsonLines(
  socket: Socket,
  longestBytes: number,
  onMessage: (message: unknown) => void,
): void {
  let chunks: Buffer[] = [];
  let length = 0;

  socket.on('data', (data: Buffer) => {
    let rest = data;
    for (let end = rest.indexOf(newline); end !== -1; end = rest.indexOf(newline)) {
      const line = Buffer.concat([...chunks, rest.subarray(0, end)]);
      rest = rest.subarray(end + 1);
      chunks = [];
      length = 0;
      receive(socket, line, onMessage);
    }
    chunks.push(rest);
    length += rest.length;
    if (length > longestBytes) socket.destroy(new UpstreamError('A message is too long'));
  });
}

function receive(socket: Socket, line: Buffer, onMessage: (message: unknown) => void): void {
  let message: unknown;
  try {
    message = JSON.parse(line.toString('utf8'));
  } catch (cause) {
    socket.destroy(new UpstreamError('A message is no JSON', { cause }));
    return;
  }
  onMessage(message);
}

export function writeJsonLine(socket: Socket, message: unknown): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}
