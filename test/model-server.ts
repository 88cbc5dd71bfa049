import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { bag, list, text } from '#src/normalize/untyped.ts';

/** How the server treats the next request; what is not given is ordinary. */
export interface Behaviour {
  /** What the model says. */
  readonly says?: string;
  readonly stopsBecause?: 'end' | 'length' | 'refusal';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is instead of an answer of the protocol. */
  readonly body?: string;
  readonly delayMs?: number;
  /** Closes the connection after the first half of the answer. */
  readonly cutsConnection?: boolean;
}

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ModelServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Of the requests to come, in order; the last one stays. */
  behave(...behaviours: readonly Behaviour[]): void;
}

/**
 * A provider of models on loopback: Bedrock Converse, Anthropic Messages, OpenAI Responses and Chat Completions. It refuses
 * requests that the real ones would refuse: without credentials, without a version, without messages.
 */
export async function startModelServer(): Promise<ModelServer> {
  const requests: SeenRequest[] = [];
  let behaviours: readonly Behaviour[] = [{}];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = bag(JSON.parse((await textOf(request)) || '{}'));
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers, body });
    const [behaviour = {}, ...later] = behaviours;
    if (later.length > 0) behaviours = later;
    if (behaviour.delayMs !== undefined) await wait(behaviour.delayMs);
    const protocol = protocols.find(({ serves }) => serves.test(path));
    const fault = protocol?.faultOf(request, body);
    if (protocol === undefined || fault !== undefined)
      send(response, { status: 400 }, JSON.stringify({ message: fault ?? 'no such path' }));
    else send(response, behaviour, behaviour.body ?? bodyOf(protocol, behaviour));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behave: (...next) => {
      behaviours = next;
    },
    [Symbol.asyncDispose]: () => closed(server),
  };
}

function bodyOf(protocol: Protocol, behaviour: Behaviour): string {
  const failed = (behaviour.status ?? 200) >= 300;
  return JSON.stringify(failed ? protocol.error('the server says no') : protocol.answer(behaviour));
}

function send(response: ServerResponse, behaviour: Behaviour, body: string): void {
  const { status = 200, headers = {}, cutsConnection = false } = behaviour;
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': length,
    ...headers,
  });
  if (!cutsConnection) {
    response.end(body);
    return;
  }
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}

interface Protocol {
  readonly serves: RegExp;
  faultOf(request: IncomingMessage, body: Readonly<Record<string, unknown>>): string | undefined;
  answer(behaviour: Behaviour): unknown;
  error(message: string): unknown;
}

const usual = '{}';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
const converse: Protocol = {
  serves: /^\/model\/[^/]+\/converse$/,
  faultOf: ({ headers }, body) => {
    const authorization = headers.authorization ?? '';
    const isSigned =
      /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[a-z0-9-]+\/bedrock\/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$/;
    if (!isSigned.test(authorization) && !/^Bearer \S+$/.test(authorization))
      return 'Missing Authentication Token';
    return list(body['messages']).length > 0 ? undefined : 'messages is required';
  },
  answer: ({ says = usual, stopsBecause = 'end' }) => ({
    output: { message: { role: 'assistant', content: [{ text: says }] } },
    stopReason: { end: 'end_turn', length: 'max_tokens', refusal: 'guardrail_intervened' }[
      stopsBecause
    ],
    usage: { inputTokens: 1200, outputTokens: 300, totalTokens: 1500 },
    metrics: { latencyMs: 5 },
  }),
  error: (message) => ({ message }),
};

/** https://docs.anthropic.com/en/api/messages */
const messages: Protocol = {
  serves: /^\/v1\/messages$/,
  faultOf: ({ headers }, body) => {
    if (text(headers['x-api-key']) === '') return 'x-api-key header is required';
    if (text(headers['anthropic-version']) === '') return 'anthropic-version header is required';
    if (typeof body['max_tokens'] !== 'number') return 'max_tokens is required';
    return list(body['messages']).length > 0 ? undefined : 'messages is required';
  },
  answer: ({ says = usual, stopsBecause = 'end' }) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'a-model',
    content: [{ type: 'text', text: says }],
    stop_reason: { end: 'end_turn', length: 'max_tokens', refusal: 'refusal' }[stopsBecause],
    stop_sequence: null,
    usage: { input_tokens: 1200, output_tokens: 300 },
  }),
  error: (message) => ({ type: 'error', error: { type: 'api_error', message } }),
};

/** https://platform.openai.com/docs/api-reference/responses */
const responses: Protocol = {
  serves: /^\/v1\/responses$/,
  faultOf: ({ headers }, body) => {
    if (!/^Bearer \S+$/.test(headers.authorization ?? '')) return 'You did not provide an API key';
    return list(body['input']).length > 0 ? undefined : 'input is required';
  },
  answer: ({ says = usual, stopsBecause = 'end' }) => ({
    id: 'resp_1',
    object: 'response',
    created_at: 1795000000,
    status: stopsBecause === 'length' ? 'incomplete' : 'completed',
    incomplete_details: stopsBecause === 'length' ? { reason: 'max_output_tokens' } : null,
    error: null,
    model: 'a-model',
    output: [
      {
        type: 'message',
        id: 'msg_1',
        status: 'completed',
        role: 'assistant',
        content: [
          stopsBecause === 'refusal'
            ? { type: 'refusal', refusal: 'I cannot help with that' }
            : { type: 'output_text', text: says, annotations: [] },
        ],
      },
    ],
    usage: {
      input_tokens: 1200,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 300,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 1500,
    },
  }),
  error: (message) => ({
    error: { message, type: 'invalid_request_error', param: null, code: null },
  }),
};

/** https://platform.openai.com/docs/api-reference/chat; a key is not asked for, as Ollama and vLLM do not. */
const chat: Protocol = {
  serves: /^\/v1\/chat\/completions$/,
  faultOf: (_, body) => (list(body['messages']).length > 0 ? undefined : 'messages is required'),
  answer: ({ says = usual, stopsBecause = 'end' }) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1795000000,
    model: 'a-model',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: says, refusal: null },
        logprobs: null,
        finish_reason: { end: 'stop', length: 'length', refusal: 'content_filter' }[stopsBecause],
      },
    ],
    usage: { prompt_tokens: 1200, completion_tokens: 300, total_tokens: 1500 },
  }),
  error: responses.error,
};

const protocols: readonly Protocol[] = [converse, messages, responses, chat];

async function textOf(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of request) all += String(chunk);
  return all;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
