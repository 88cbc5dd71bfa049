import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Alert } from '#src/model/alert.ts';
import { type ModelServer, startModelServer } from '../../test/model-server.ts';
import { stopLogging } from '../../test/stop-logging.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-analyst-'));
const key = 'very-secret-key-0123456789';
let server: ModelServer;
let config: string;

beforeAll(async () => {
  server = await startModelServer();
  config = file(
    'cairn.yaml',
    `analyst:
  provider: { kind: anthropic, baseUrl: '${server.url}/v1', apiKeyEnv: MODEL_KEY }
  model: { id: claude-haiku-4-5, price: { input: 1, output: 5 } }
  attempts: 1
  timeoutSeconds: 5
`,
  );
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  server.requests.length = 0;
  server.behave({ says: JSON.stringify(answer) });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function cairn(args: readonly string[], env: Record<string, string> = { MODEL_KEY: key }) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { env: { PATH: process.env['PATH'], NO_COLOR: '1', ...env } };
    execFile(process.execPath, ['bin/cairn.js', ...args], options, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

const attack = file('attack.json', JSON.stringify(stopLogging));

const answer = {
  summary: [{ text: 'The first alert is severe.', facts: ['F1'] }],
  risky: [{ text: 'It came from 198.51.100.200.', facts: ['F1'] }],
  benign: [],
  outlook: [],
  techniques: [],
  runbook: [],
  risks: [{ alert: 'A1', level: 'informational', text: 'It is harmless.', facts: ['F1'] }],
  verdict: { verdict: 'malicious', text: 'The facts speak against it.', facts: ['F1'] },
};

function alertsOf(out: string): readonly Alert[] {
  return out
    .trim()
    .split('\n')
    .map((line) => Alert.parse(JSON.parse(line)));
}

describe('cairn with a model analyst', () => {
  it('adds what the model says to the alerts of analyze, within its bounds', async () => {
    const { code, out, err } = await cairn(['analyze', attack, '--config', config, '-f', 'jsonl']);

    const [alert] = alertsOf(out);
    expect(code).toBe(0);
    expect(alert?.analysis.model).toMatchObject({
      status: 'used',
      note: expect.stringContaining('2 of 4 statements removed'),
    });
    expect(['high', 'critical']).toContain(alert?.analysis.risk.level);
    expect(err).toContain('model analyst');
    expect(JSON.stringify(server.requests.map(({ body }) => body))).not.toContain('111122223333');
  });

  it.each([
    ['the provider fails', { status: 500 }, {}],
    ['the key is missing', {}, { MODEL_KEY: '' }],
    ['the answer is nonsense', { says: 'no' }, {}],
  ])('finishes when %s, and says so on the alert', async (_, behaviour, env) => {
    server.behave(behaviour);

    const { code, out, err } = await cairn(['analyze', attack, '--config', config, '-f', 'jsonl'], {
      MODEL_KEY: key,
      ...env,
    });

    const [alert] = alertsOf(out);
    expect(code).toBe(0);
    expect(alert?.analysis.model?.status).toBe('failed');
    expect(alert?.analysis.summary).not.toBe('');
    expect(out + err).not.toContain(key);
  });

  it('asks nobody without a section in the configuration', async () => {
    const empty = file('empty.yaml', 'accounts: []\n');

    const { out } = await cairn(['analyze', attack, '--config', empty, '-f', 'jsonl']);

    expect(alertsOf(out)[0]?.analysis.model).toBeUndefined();
    expect(server.requests).toHaveLength(0);
  });

  it('keeps answers and costs in the data folder: the same is not asked twice', async () => {
    const data = join(folder, 'data');
    const ingest = ['ingest', attack, '--data', data, '--config', config];

    await cairn(ingest);
    const asked = server.requests.length;
    await cairn(ingest);
    const alerts = await cairn(['alerts', '--data', data, '-f', 'jsonl']);
    const ledger = await cairn(['analyst', 'ledger', '--data', data]);
    const json = await cairn(['analyst', 'ledger', '--data', data, '-f', 'json']);

    expect(asked).toBeGreaterThan(0);
    expect(server.requests).toHaveLength(asked);
    expect(alertsOf(alerts.out)[0]?.analysis.model?.status).toBe('cached');
    expect(ledger.out).toContain('claude-haiku-4-5');
    expect(JSON.parse(json.out)).toMatchObject([
      { questions: asked, answered: asked, inputTokens: 1200 * asked, costUsd: 0.0027 * asked },
    ]);
  });

  it('checks a model with an alert that tries to mislead it', async () => {
    const well = await cairn(['analyst', 'check', '--config', config]);
    server.behave({
      says: JSON.stringify({ ...answer, verdict: { ...answer.verdict, verdict: 'benign' } }),
    });
    const fooled = await cairn(['analyst', 'check', '--config', config]);
    const keyless = await cairn(['analyst', 'check', '--config', config], {});

    expect(well).toMatchObject({ code: 0, out: expect.stringContaining('did not do what') });
    expect(fooled).toMatchObject({ code: 1, out: expect.stringContaining('choose another model') });
    expect(keyless).toMatchObject({ code: 2, err: expect.stringContaining('MODEL_KEY') });
  });
});
