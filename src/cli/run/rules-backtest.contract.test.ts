import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openData } from '#src/adapters/data-folder/open-data.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';

const cairn = fileURLToPath(new URL('../../../bin/cairn.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cairn-backtest-'));
const logs = join(folder, 'logs');
const data = join(folder, 'data');
const start = Date.UTC(2026, 10, 1);
const hourMs = 3_600_000;

function run(...parameters: readonly string[]) {
  return spawnSync(process.execPath, [cairn, ...parameters], { encoding: 'utf8', cwd: folder });
}

function backtest(rule: string, ...parameters: readonly string[]) {
  const done = run('rules', 'backtest', rule, '--data', data, '--format', 'json', ...parameters);
  return { ...done, result: done.stdout === '' ? undefined : JSON.parse(done.stdout) };
}

function ruleFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function aRule(title: string, detection: string): string {
  return `title: ${title}\nname: ${title}\nlogsource: { product: aws, service: cloudtrail }\ndetection: ${detection}\nlevel: low\n`;
}

function aRecord(index: number, changes: RawRecord = {}): RawRecord {
  return {
    eventVersion: '1.11',
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    eventTime: new Date(start + index * hourMs).toISOString().replace('.000Z', 'Z'),
    eventSource: 's3.amazonaws.com',
    eventName: index % 10 === 0 ? 'PutObject' : 'GetObject',
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.10',
    recipientAccountId: '111122223333',
    requestParameters: { key: `"},{"\\${index}` },
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::111122223333:user/${index % 3 === 0 ? 'alice' : 'bob'}`,
      accountId: '111122223333',
    },
    ...changes,
  };
}

const putObject = aRule('put', '{ s: { eventName: PutObject }, condition: s }');
const denied = aRule('denied', '{ s: { errorCode: AccessDenied }, condition: s }');
/** A list where a text is expected, which is how an event could hide from the columns. */
const hidden = aRecord(1003, { errorCode: ['AccessDenied'], sourceIPAddress: '192.0.2.\u001b[2J' });

beforeAll(() => {
  const records = Array.from({ length: 100 }, (_, index) => aRecord(index));
  mkdirSync(logs);
  const files = [
    records.slice(0, 60),
    [...records.slice(50), aRecord(1001, { errorCode: 'AccessDenied' }), hidden],
  ];
  for (const [index, list] of files.entries())
    writeFileSync(join(logs, `${index}.json.gz`), gzipSync(JSON.stringify({ Records: list })));
  const ingested = run('ingest', logs, '--data', data, '--quiet');
  expect(ingested.stderr).toBe('');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('cairn rules backtest', () => {
  it('finds what detect finds, and looks only at the events that could match', () => {
    const rule = ruleFile('put.yml', putObject);

    const { result, status } = backtest(rule);

    const lines = run('detect', logs, '--rules', rule, '--format', 'jsonl', '--quiet').stdout;
    const detected = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(result).toMatchObject({ matches: detected.length, events: 102, lookedAt: 10 });
    expect(result.days[0]).toEqual({ day: '2026-11-01', count: 3 });
    expect(result.actors).toEqual([
      { actor: 'arn:aws:iam::111122223333:user/bob', count: 6 },
      { actor: 'arn:aws:iam::111122223333:user/alice', count: 4 },
    ]);
    expect(result.examples[0]).toMatchObject({
      eventId: detected[0].eventId,
      sourceIp: '192.0.2.10',
    });
  });

  it('sees an event whose fields have unexpected types', () => {
    const { result } = backtest(ruleFile('denied.yml', denied));

    expect(result).toMatchObject({ matches: 2, lookedAt: 2 });
  });

  it('shows what an attacker wrote without obeying it', () => {
    const rule = ruleFile('denied.yml', denied);

    const { stdout } = run('rules', 'backtest', rule, '--data', data);

    expect(stdout).toContain('2 matches in 102 events');
    expect(stdout).toContain('192.0.2.\\u{1b}[2J');
    expect(stdout).not.toContain('\u001b');
  });

  it('looks at the asked time only', () => {
    const { result } = backtest(
      ruleFile('put.yml', putObject),
      '--since',
      '2026-11-02',
      '--until',
      '2026-11-03',
    );

    expect(result).toMatchObject({ matches: 2, events: 24 });
  });

  it('reports the matches of a correlation in place of those of its rules', () => {
    const correlation = `title: many\ncorrelation: { type: event_count, rules: [put], group-by: [awsRegion], timespan: 1d, condition: { gte: 3 } }\n`;

    const { result } = backtest(ruleFile('many.yml', `${putObject}---\n${correlation}`));

    expect(result.rules.map(({ matches }: { matches: number }) => matches)).toEqual([0, 1]);
    expect(result.examples[0]).toMatchObject({ group: { awsRegion: 'us-east-1' }, value: 10 });
  });

  it.each([
    { option: '--expect-max', count: '9', status: 1 },
    { option: '--expect-max', count: '10', status: 0 },
    { option: '--expect-min', count: '11', status: 1 },
    { option: '--expect-min', count: '10', status: 0 },
  ])('exits with $status for $option $count of 10 matches', ({ option, count, status }) => {
    const done = backtest(ruleFile('put.yml', putObject), option, count);

    expect(done.status).toBe(status);
    expect(done.stderr.includes(`10 matches, expected at`)).toBe(status === 1);
  });

  it('says the faults of a rule with their lines', () => {
    const rule = ruleFile(
      'bad.yml',
      aRule('bad', '{ s: { eventName|nonsense: A }, condition: s }'),
    );

    const { status, stderr } = backtest(rule);

    expect(status).toBe(1);
    expect(stderr).toMatch(/bad\.yml:4: .*nonsense/);
  });

  it('takes the name of a built-in rule, and names near ones for a wrong one', () => {
    expect(backtest('cloudtrail-logging-stopped').result.rules[0].level).toBe('high');

    const { status, stderr } = backtest('cloudtrail-loging-stopped');

    expect(status).toBe(2);
    expect(stderr).toContain('cloudtrail-logging-stopped');
  });

  it('says who uses the data folder', async () => {
    const since = new Date(start).toISOString();
    await using _ = await openData(data, { pid: process.pid, command: 'ingest', since });

    const { status, stderr } = backtest(ruleFile('put.yml', putObject));

    expect(status).toBe(1);
    expect(stderr).toContain(`in use by process ${process.pid} (ingest`);
  });
});
