import { type ClientRequest, type IncomingMessage, request as requestOverHttp } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { UpstreamError } from '#src/model/errors.ts';

/** An answer is a few kilobytes; a server that sends megabytes means something else. */
const mostAnswerBytes = 4 * 1024 * 1024;

/**
 * `fetch` for providers of models. Node's own gives up after five minutes without an answer, which a slow model on a small
 * machine may need; this one waits until the signal says otherwise. It follows no redirect, so that a key and the facts
 * go nowhere but to the address that the configuration names, and it does not read more than an answer can be.
 */
export const patientFetch: typeof fetch = async (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const open = url.protocol === 'https:' ? requestOverTls : requestOverHttp;
  const body = bodyOf(init.body);
  const headers: Record<string, string> = Object.fromEntries(new Headers(init.headers));
  const outgoing = open(url, {
    method: init.method ?? 'GET',
    headers: { ...headers, 'content-length': String(body.length) },
    ...(init.signal == null ? {} : { signal: init.signal }),
  });
  outgoing.end(body);
  const incoming = await responseTo(outgoing);
  const status = incoming.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    incoming.destroy();
    throw new UpstreamError('the provider answered with a redirect, which is not followed');
  }
  const bytes = await bytesOf(incoming);
  return new Response(status === 204 ? null : bytes, { status, headers: headersOf(incoming) });
};

/** Every way in which a request can end is an answer or an error: one that is neither would be waited for in vain. */
async function responseTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  outgoing.once('response', resolve);
  // Stays, so that what goes wrong in the middle of the answer finds somebody who listens.
  outgoing.on('error', reject);
  outgoing.once('upgrade', (_response, socket) => {
    socket.destroy();
    reject(new UpstreamError('the provider answered with another protocol'));
  });
  outgoing.once('close', () =>
    reject(new UpstreamError('the provider closed the connection without an answer')),
  );
  return promise;
}

function bodyOf(body: RequestInit['body']): Buffer {
  if (body === null || body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  throw new UpstreamError('a request to a model is a text');
}

async function bytesOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostAnswerBytes) {
      incoming.destroy();
      throw new UpstreamError('the answer of the provider is too large');
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && name !== 'content-encoding')
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
