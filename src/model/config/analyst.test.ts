import { describe, expect, it } from 'vitest';
import { AnalystSettings } from './analyst.ts';

const provider = { kind: 'anthropic' };
const model = { id: 'small' };
const price = { input: 1, output: 5 };

describe('the settings of the model analyst', () => {
  it.each([
    [{ provider, model }],
    [{ provider: { kind: 'bedrock', region: 'eu-central-1' }, model }],
    [{ provider: { kind: 'openai', api: 'chat' }, model }],
    [{ provider: { kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1' }, model }],
    [{ provider, model: { id: 'small', price }, budget: { dailyUsd: 5 } }],
    [undefined],
  ])('may be %j', (settings) => {
    expect(AnalystSettings.safeParse(settings).success).toBe(true);
  });

  it.each([
    [
      'a key instead of the name of a variable',
      { provider: { kind: 'openai', apiKeyEnv: 'sk-1234' }, model },
    ],
    ['a key in a place of its own', { provider: { ...provider, apiKey: 'sk-1234' }, model }],
    ['a budget in dollars without prices', { provider, model, budget: { dailyUsd: 5 } }],
    [
      'a budget in dollars without the price of the larger model',
      {
        provider,
        model: { ...model, price },
        escalateTo: { id: 'large' },
        budget: { alertUsd: 1 },
      },
    ],
    ['more than ten minutes for an answer', { provider, model, timeoutSeconds: 601 }],
    [
      'an address of another kind',
      { provider: { ...provider, baseUrl: 'file:///etc/passwd' }, model },
    ],
    ['a provider that nobody knows', { provider: { kind: 'oracle' }, model }],
    ['no model', { provider }],
  ])('may not have %s', (_, settings) => {
    expect(AnalystSettings.safeParse(settings).success).toBe(false);
  });

  it.each([
    'http://me:sk-1234@127.0.0.1/v1',
    'https://sk-1234@example.com',
    'http://[::1]/?key=sk',
  ])('may not have a key in the address: %s', (baseUrl) => {
    const settings = { provider: { kind: 'openai-compatible', baseUrl }, model };

    expect(AnalystSettings.safeParse(settings).success).toBe(false);
  });
});
