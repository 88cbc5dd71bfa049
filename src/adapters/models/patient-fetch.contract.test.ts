import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { patientFetch } from './patient-fetch.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that says these bytes to whoever asks, whatever HTTP thinks of them. */
async function aServerThatSays(...pieces: readonly string[]): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', async () => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      socket.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

it.each([
  ['nothing', ['']],
  ['what is no HTTP', ['\0\0garbage']],
  ['headers without an end', [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`]],
  ['a chunk without a size', [`${chunked}5\r\n{"a":\r\n`, 'ZZZ\r\n\r\n']],
  ['half a body', ['HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n', '{"a"']],
  [
    'another protocol',
    ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
  ],
])('a server that says %s is an error', async (_, pieces) => {
  const url = await aServerThatSays(...pieces);

  await expect(patientFetch(url, { method: 'POST', body: '{}' })).rejects.toThrow();
});

it('an answer in pieces is read whole', async () => {
  const url = await aServerThatSays(`${chunked}5\r\n{"a":\r\n`, '2\r\n1}\r\n0\r\n\r\n');

  const response = await patientFetch(url, { method: 'POST', body: '{}' });

  expect(await response.json()).toEqual({ a: 1 });
});
