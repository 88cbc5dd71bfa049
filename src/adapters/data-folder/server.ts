import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { messageOf } from '#src/model/errors.ts';
import { readJsonLines, writeJsonLine } from './json-lines.ts';
import { longestRequestBytes, type Reading, Request, type Response } from './reading.ts';
import { socketPathOf } from './socket-path.ts';

const idleMs = 60_000;

/**
 * Answers other processes of the same user while this one holds the folder. Call it under the lock only: it takes the
 * socket of a holder that has died.
 */
export async function answerOthers(folder: string, reading: Reading): Promise<AsyncDisposable> {
  const path = socketPathOf(folder);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, reading);
  });
  await listen(server, path);
  chmodSync(path, 0o600);
  // A question from outside must not keep a command alive that has finished.
  server.unref();
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

function serve(socket: Socket, reading: Reading): void {
  socket.unref();
  socket.setTimeout(idleMs, () => socket.destroy());
  // The other side may vanish at any time, which is its own affair.
  socket.on('error', () => socket.destroy());
  readJsonLines(socket, longestRequestBytes, (message) => {
    const request = Request.safeParse(message);
    if (!request.success) socket.destroy();
    else void answer(reading, request.data).then((response) => writeJsonLine(socket, response));
  });
}

async function answer(reading: Reading, request: Request): Promise<Response> {
  try {
    const ask = reading[request.question] as (...parameters: unknown[]) => Promise<unknown>;
    return { id: request.id, answer: await ask(...request.parameters) };
  } catch (error) {
    return { id: request.id, error: messageOf(error) };
  }
}
