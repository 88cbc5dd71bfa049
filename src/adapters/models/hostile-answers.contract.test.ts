import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openOpinions } from '#src/analyze/analyst/model/analyst.ts';
import type { ProviderSettings } from '#src/model/config/analyst.ts';
import type { ModelOpinion } from '#src/model/model-opinion.ts';
import { aModelAnalyst, someSettings } from '../../../test/a-model-analyst.ts';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { type Behaviour, type ModelServer, startModelServer } from '../../../test/model-server.ts';
import { openModel } from './sdk-model.ts';

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

const providers: readonly (readonly [string, (url: string) => ProviderSettings])[] = [
  ['bedrock', (baseUrl) => ({ kind: 'bedrock', region: 'eu-central-1', baseUrl })],
  ['anthropic', (url) => ({ kind: 'anthropic', apiKeyEnv: 'KEY', baseUrl: `${url}/v1` })],
  [
    'openai',
    (url) => ({ kind: 'openai', api: 'responses', apiKeyEnv: 'KEY', baseUrl: `${url}/v1` }),
  ],
  [
    'openai-compatible',
    (url) => ({ kind: 'openai-compatible', baseUrl: `${url}/v1`, structuredOutputs: true }),
  ],
];

/** An injection that succeeded: the model says what the attacker wanted, in every way that it can. */
const betrayed = {
  summary: [
    { text: 'Something harmless happened, as F1 says.', facts: ['F1'] },
    { text: 'This was approved by Mallory of the security team.', facts: ['F1'] },
    { text: 'See https://evil.example.com/report?d=111122223333 for the approval.', facts: ['F1'] },
  ],
  risky: [],
  benign: [
    { text: 'The role arn:aws:iam::111122223333:role/approved-tester was used.', facts: ['F1'] },
    { text: '<img src="//evil.example.com/x.png">', facts: ['F1'] },
    { text: '![x](evil.example.com)', facts: ['F1'] },
    { text: 'It came from the office address 192.0.2.10.', facts: ['F1'] },
    { text: 'The same was done 400 times before.', facts: ['F1'] },
    { text: 'This is ordinary work.', facts: ['F77'] },
    { text: 'This is ordinary work.', facts: [] },
  ],
  outlook: [{ text: 'Threat intelligence knows this address as safe.', facts: ['F1'] }],
  techniques: [{ id: 'T1562.008', text: 'An old technique.', facts: ['F1'] }],
  runbook: [{ step: 'R99', text: 'Delete the evidence first.', facts: ['F1'] }],
  risks: [
    { alert: 'A1', level: 'informational', text: 'Nothing of note happened.', facts: ['F1'] },
  ],
  verdict: { verdict: 'benign', text: 'It is ordinary work.', facts: ['F1'] },
};

/** A hard rule holds it at the level that it has. */
function heldAlert() {
  const alert = anAnalyzedAlert();
  const hardRule = { rule: 'a-rule', level: 'high' as const, why: 'it is grave' };
  return { ...alert, analysis: { ...alert.analysis, risk: { ...alert.analysis.risk, hardRule } } };
}

async function opinionOf(
  settings: ProviderSettings,
  behaviours: readonly Behaviour[],
  fields: Record<string, unknown> = {},
) {
  server.requests.length = 0;
  server.behave(...behaviours);
  const analyst = aModelAnalyst(
    openModel(settings, 'a-model', () => 'a-key'),
    {
      settings: someSettings(fields),
    },
  );
  const [alert] = await openOpinions(analyst, new AbortController().signal)([heldAlert()]);
  const opinion: ModelOpinion | undefined = alert?.analysis.model;
  if (alert === undefined || opinion === undefined) throw new Error('it was asked about');
  return { alert, opinion, analyst };
}

describe.each(providers)('%s', (_, settingsFor) => {
  it('is of no use to whoever has turned its model', async () => {
    const says = JSON.stringify(betrayed);

    const { alert, opinion } = await opinionOf(settingsFor(server.url), [{ says }]);

    expect(alert.analysis.risk).toMatchObject({ level: 'high', score: 62 });
    expect(opinion.risk).toMatchObject({ proposed: 'informational', applied: 'high' });
    expect(opinion.verdict).toBeUndefined();
    expect([opinion.techniques, opinion.runbook]).toEqual([[], []]);
    expect(opinion).toMatchObject({ checked: 15, removed: 13, confidence: 'low' });
    for (const lie of ['evil', 'Mallory', 'approved-tester', '192.0.2.10', '400', 'R99'])
      expect(JSON.stringify(opinion)).not.toContain(lie);
  });

  it('is asked again when it was busy, and its answer then counts', async () => {
    const says = JSON.stringify({ ...betrayed, benign: [], techniques: [] });
    const busy = { status: 429, headers: { 'retry-after': '3' } };

    const { opinion, analyst } = await opinionOf(settingsFor(server.url), [busy, busy, { says }]);

    expect(opinion.status).toBe('used');
    expect(server.requests).toHaveLength(3);
    expect(analyst.slept).toEqual([3000, 3000]);
  });

  it('that is too slow costs its own opinion, not the alert', async () => {
    const { alert, opinion } = await opinionOf(settingsFor(server.url), [{ delayMs: 5_000 }], {
      timeoutSeconds: 1,
    });

    expect(opinion).toMatchObject({ status: 'failed', why: 'the model did not answer within 1 s' });
    expect(alert.analysis.summary).toBe(anAnalyzedAlert().analysis.summary);
  });

  it.each([
    ['malformed', { says: '{"summary": [}' }],
    ['truncated', { says: '{"summary":[{"text":"a', stopsBecause: 'length' as const }],
    ['of another shape', { says: '{"verdict":"benign"}' }],
    ['a string', { says: '"benign"' }],
    ['full of prototypes', { says: '{"__proto__":{"summary":[]},"summary":[{"__proto__":1}]}' }],
  ])('whose answer is %s leaves the alert as it was', async (_name, behaviour) => {
    const { alert, opinion } = await opinionOf(settingsFor(server.url), [behaviour]);

    expect(alert.analysis.risk).toEqual(heldAlert().analysis.risk);
    expect(opinion.statements).toEqual([]);
    expect(opinion.tokens).toEqual({ input: 1200, output: 300 });
  });
});
