import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerSchema } from '#src/analyze/analyst/model/answer.ts';
import type { Question } from '#src/analyze/analyst/model/model.ts';
import type { ProviderSettings } from '#src/model/config/analyst.ts';
import { UsageError } from '#src/model/errors.ts';
import { type ModelServer, startModelServer } from '../../../test/model-server.ts';
import { openModel } from './sdk-model.ts';

const key = 'very-secret-key-0123456789';
const question: Question = {
  instructions: 'Judge.',
  prompt: 'F1 something happened',
  schema: answerSchema,
  maxOutputTokens: 500,
};
const answer = { summary: [{ text: 'Something happened.', facts: ['F1'] }] };

let server: ModelServer;

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-real-secret-of-any-account-0000');
  server = await startModelServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  server.requests.length = 0;
});

type Named = readonly [name: string, settings: (url: string) => ProviderSettings, model: string];

const providers: readonly Named[] = [
  [
    'bedrock with credentials, structured outputs',
    (baseUrl) => ({ kind: 'bedrock', region: 'eu-central-1', baseUrl }),
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
  [
    'bedrock with an API key',
    (baseUrl) => ({ kind: 'bedrock', region: 'eu-central-1', baseUrl, apiKeyEnv: 'KEY' }),
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
  [
    'anthropic',
    (url) => ({ kind: 'anthropic', apiKeyEnv: 'KEY', baseUrl: `${url}/v1` }),
    'claude-haiku-4-5',
  ],
  [
    'openai responses',
    (url) => ({ kind: 'openai', api: 'responses', apiKeyEnv: 'KEY', baseUrl: `${url}/v1/` }),
    'gpt-5-mini',
  ],
  [
    'openai chat',
    (url) => ({ kind: 'openai', api: 'chat', apiKeyEnv: 'KEY', baseUrl: `${url}/v1` }),
    'gpt-4.1-mini',
  ],
  [
    'openai-compatible',
    (url) => ({ kind: 'openai-compatible', baseUrl: `${url}/v1`, structuredOutputs: true }),
    'llama3.3',
  ],
  [
    'openai-compatible without schemas',
    (url) => ({
      kind: 'openai-compatible',
      baseUrl: `${url}/v1`,
      structuredOutputs: false,
      apiKeyEnv: 'KEY',
    }),
    'llama3.3',
  ],
];

const never = () => new AbortController().signal;

describe.each(providers)('%s', (_, settingsFor, id) => {
  const open = () => openModel(settingsFor(server.url), id, () => key);
  const ask = (signal: AbortSignal = never()) => open().ask(question, signal);

  it('answers with an object and what it cost', async () => {
    server.behave({ says: JSON.stringify(answer) });

    expect(await ask()).toEqual({ kind: 'answered', answer, usage: { input: 1200, output: 300 } });
  });

  it('does not hand on a key that the model says', async () => {
    const text = `The key is ${key}.`;
    server.behave({ says: JSON.stringify({ summary: [{ text, facts: ['F1'], [key]: 1 }] }) });

    const reply = await ask();

    const isSentKey = settingsFor(server.url).apiKeyEnv !== undefined;
    expect(reply.kind).toBe('answered');
    expect(JSON.stringify(reply).includes(key)).toBe(!isSentKey);
  });

  it('sends the instructions, the question, the schema and a limit', async () => {
    server.behave({ says: JSON.stringify(answer) });

    await ask();

    const sent = JSON.stringify(server.requests[0]?.body);
    for (const part of ['Judge.', 'F1 something happened', 'benign', '500'])
      expect(sent).toContain(part);
  });

  it.each([
    [429, { 'retry-after': '7' }, 7000],
    [429, { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [503, {}, undefined],
    [529, {}, undefined],
    [500, {}, undefined],
  ])('is busy at %i %o', async (status, headers, waitMs) => {
    server.behave({ status, headers });

    const reply = await ask();

    expect(reply).toMatchObject({ kind: 'busy', why: expect.stringContaining(String(status)) });
    expect(reply.kind === 'busy' ? reply.waitMs : 0).toBe(waitMs);
    expect(server.requests).toHaveLength(1);
  });

  it.each([400, 401, 403, 404])('fails for good at %i, and never shows a key', async (status) => {
    const body = JSON.stringify({
      message: `bad ${key}`,
      error: { message: `bad ${key}`, type: 'x' },
      type: 'error',
    });
    server.behave({ status, body });

    const reply = await ask();

    expect(reply).toMatchObject({ kind: 'failed', why: expect.stringContaining(String(status)) });
    expect(JSON.stringify(reply)).not.toContain(key);
  });

  it.each([
    ['words instead of JSON', { says: 'I think this is benign.' }],
    ['broken JSON', { says: '{"summary":[{"text":"a' }],
    ['an answer that was cut off', { says: '{"summary":[{"te', stopsBecause: 'length' as const }],
  ])('calls %s useless, and says what it cost', async (_name, behaviour) => {
    server.behave(behaviour);

    expect(await ask()).toMatchObject({ kind: 'useless', usage: { input: 1200, output: 300 } });
  });

  it('says that an answer was cut off', async () => {
    server.behave({ says: '{"summary":[{"te', stopsBecause: 'length' });

    expect(await ask()).toMatchObject({ why: expect.stringContaining('cut off') });
  });

  it('does not take a refusal for an answer', async () => {
    server.behave({ says: 'I cannot help with that', stopsBecause: 'refusal' });

    expect((await ask()).kind).toBe('useless');
  });

  it.each([
    ['no JSON at all', { body: '<html>Bad gateway</html>' }],
    ['JSON of another protocol', { body: '{"hello":"world"}' }],
    ['nothing', { body: '' }],
    ['half an answer', { says: JSON.stringify(answer), cutsConnection: true }],
    ['a redirect', { status: 307, headers: { location: 'http://192.0.2.1/elsewhere' } }],
    ['five megabytes', { says: 'x'.repeat(5 * 1024 * 1024) }],
  ])('survives %s', async (_name, behaviour) => {
    server.behave(behaviour);

    const { kind } = await ask();

    expect(['failed', 'busy', 'useless']).toContain(kind);
    expect(server.requests).toHaveLength(1);
  });

  it('gives up when it is told to', async () => {
    server.behave({ delayMs: 5_000 });
    const started = performance.now();

    const { kind } = await ask(AbortSignal.timeout(100));

    expect(kind).not.toBe('answered');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('a provider', () => {
  it('that nobody serves is busy', async () => {
    const settings = {
      kind: 'anthropic',
      apiKeyEnv: 'KEY',
      baseUrl: 'http://127.0.0.1:1/v1',
    } as const;

    expect(await openModel(settings, 'claude-haiku-4-5', () => key).ask(question, never())).toEqual(
      {
        kind: 'busy',
        why: 'the provider cannot be reached',
      },
    );
  });

  it.each([undefined, '', ' '])(
    'without its key (%j) cannot be opened, and says which one it needs',
    (value) => {
      const settings = { kind: 'openai', api: 'chat', apiKeyEnv: 'MY_KEY' } as const;

      expect(() => openModel(settings, 'gpt-4.1-mini', () => value)).toThrow(UsageError);
      expect(() => openModel(settings, 'gpt-4.1-mini', () => value)).toThrow(/MY_KEY/);
    },
  );

  it('signs requests to Bedrock for its region', async () => {
    const settings = { kind: 'bedrock', region: 'eu-central-1', baseUrl: server.url } as const;
    server.behave({ says: JSON.stringify(answer) });

    await openModel(settings, 'amazon.nova-lite-v1:0', () => undefined).ask(question, never());

    const [request] = server.requests;
    expect(request?.path).toBe('/model/amazon.nova-lite-v1%3A0/converse');
    expect(request?.headers.authorization).toContain('/eu-central-1/bedrock/aws4_request');
  });

  it('asks OpenAI not to keep what was asked', async () => {
    const settings = {
      kind: 'openai',
      api: 'responses',
      apiKeyEnv: 'KEY',
      baseUrl: `${server.url}/v1`,
    } as const;
    server.behave({ says: JSON.stringify(answer) });

    await openModel(settings, 'gpt-5-mini', () => key).ask(question, never());

    expect(server.requests[0]?.body['store']).toBe(false);
  });
});
