import { describe, expect, it } from 'vitest';
import { noLookups } from '#src/enrich/lookups.ts';
import { memoryHistory } from '#src/evaluate/memory-history.ts';
import type { Alert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { relate, understand } from '#src/pipeline.ts';
import { brokenHistory } from '../../test/broken-history.ts';
import {
  aConfig,
  aDetection,
  alertsOf,
  anAssumeRole,
  anIamUser,
  aRecord,
  aRoleSession,
  aRule,
  prodAccount,
  toolsAccount,
} from '../../test/builders.ts';

const config = aConfig({ egress: ['192.0.2.0/24'] });
const rules = [
  aRule(),
  aRule({ name: 'weak', level: 'low', title: 'Weak signal' }),
  aRule({ name: 'other', level: 'medium' }),
];

const hop = { role: 'deploy', session: 'work', key: 'ASIAHOPEXAMPLE' };
const assumed = anAssumeRole(anIamUser('alice', toolsAccount), hop, {
  eventTime: '2026-03-03T11:00:00Z',
});

async function casesOf(
  found: readonly (readonly [RawRecord, string])[],
  events: readonly RawRecord[] = [],
): Promise<readonly (string | undefined)[]> {
  const alerts = await alertsFor(found, events);
  return alerts.map(({ caseId }) => caseId);
}

function alertsFor(
  found: readonly (readonly [RawRecord, string])[],
  events: readonly RawRecord[] = [],
): Promise<readonly Alert[]> {
  const signals = found.map(([record, rule]) => aDetection(record, `id-of-${rule}`));
  return alertsOf({
    events: [...events, ...found.map(([record]) => record)],
    signals,
    rules,
    config,
  });
}

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe('cases', () => {
  it('join alerts over a hop into another account, days apart', async () => {
    const before = aRecord({
      userIdentity: anIamUser('alice', toolsAccount),
      recipientAccountId: toolsAccount,
      eventTime: '2026-03-01T09:00:00Z',
      sourceIPAddress: '192.0.2.7',
    });
    const after = aRecord({
      userIdentity: aRoleSession({ ...hop, account: prodAccount }),
      eventTime: '2026-03-03T12:00:00Z',
      sourceIPAddress: '192.0.2.8',
    });

    const [first, second] = await casesOf(
      [
        [before, 'some-rule'],
        [after, 'weak'],
      ],
      [assumed],
    );

    expect(first).toBeDefined();
    expect(second).toBe(first);
  });

  it('leave alone two people who share an office', async () => {
    const bob = aRecord({ userIdentity: anIamUser('bob'), sourceIPAddress: '192.0.2.7' });
    const carol = aRecord({ userIdentity: anIamUser('carol'), sourceIPAddress: '192.0.2.7' });

    expect(
      await casesOf([
        [bob, 'some-rule'],
        [carol, 'some-rule'],
      ]),
    ).toEqual([undefined, undefined]);
  });

  it('join two who came from the same strange address, unless everybody comes from there', async () => {
    const from = (name: string) =>
      aRecord({ userIdentity: anIamUser(name), sourceIPAddress: '203.0.113.50' });
    const crowd = Array.from({ length: 12 }, (_, index) =>
      aRecord({
        userIdentity: anIamUser(`user${index}`),
        sourceIPAddress: '203.0.113.50',
        eventTime: '2026-02-20T12:00:00Z',
      }),
    );
    const two = [
      [from('bob'), 'some-rule'],
      [from('carol'), 'other'],
    ] as const;

    const [bob, carol] = await casesOf(two);

    expect(bob).toBe(carol);
    expect(bob).toBeDefined();
    expect(await casesOf(two, crowd)).toEqual([undefined, undefined]);
  });

  it('give each alert its relatives and the risk of its actor so far', async () => {
    const first = aRecord({ eventTime: '2026-03-02T12:00:00Z' });
    const second = aRecord({ eventTime: '2026-03-03T12:00:00Z' });

    const [earlier, later] = await alertsFor([
      [first, 'other'],
      [second, 'some-rule'],
    ]);

    expect(earlier?.facts['related']).toMatchObject({
      coverage: 'ran',
      value: { total: 1, sameCase: 1, sameActor: 1, actorRisk: { score: 0 } },
    });
    expect(later?.facts['related']?.value).toMatchObject({
      case: { id: later?.caseId, alerts: 2, severity: 'high' },
      alerts: [{ id: earlier?.id, sameCase: true }],
      actorRisk: { score: 34.4, points: [{ alert: earlier?.id }] },
    });
  });

  it('have quieted matches as members, which make no alert', async () => {
    const quiet = { ...aDetection(aRecord(), 'id-of-other'), quieted: 'known scanner' };
    const loud = aDetection(aRecord({ eventTime: '2026-03-04T12:00:00Z' }));
    const history = memoryHistory([]);
    const byKey = new Map(rules.map((rule) => [rule.id, rule]));

    const { cases } = await relate(
      stream([loud]),
      { history, config, rules: byKey },
      stream([quiet]),
    );

    expect(cases).toHaveLength(1);
    expect(cases[0]?.members.map(({ title, suppressed }) => [title, suppressed])).toEqual([
      ['Rule other', 'known scanner'],
      ['Rule some-rule', undefined],
    ]);
  });

  it.each(['records', 'assumptions', 'tally', 'hourly'] as const)(
    'leave the alerts standing, and say so, where the history fails at %s',
    async (question) => {
      const records = ['bob', 'carol'].flatMap((role) =>
        ['2026-03-02T12:00:00Z', '2026-03-05T12:00:00Z'].map((eventTime) =>
          aRecord({
            userIdentity: aRoleSession({ ...hop, role, account: prodAccount }),
            sourceIPAddress: '203.0.113.50',
            eventTime,
          }),
        ),
      );
      const signals = records.map((record) => {
        const { record: _unread, ...signal } = aDetection(record);
        return signal;
      });
      const known = { config, rules: new Map(rules.map((rule) => [rule.id, rule])) };
      const history = memoryHistory(records);
      const failing = { ...history, [question]: brokenHistory()[question] };

      const cases = await relate(stream(signals), { ...known, history: failing });
      const understanding = { ...known, history, lookups: noLookups, cases };
      const alerts: Alert[] = [];
      for await (const alert of understand(stream(signals), understanding)) alerts.push(alert);

      expect(cases.cases).toEqual([]);
      expect(alerts).not.toHaveLength(0);
      for (const { caseId, facts } of alerts) {
        expect(caseId).toBeUndefined();
        expect(facts['related']).toMatchObject({
          coverage: 'failed',
          why: 'the history could not be asked which alerts belong together',
        });
      }
    },
  );

  it('survive records in which nothing is as it should be', async () => {
    const broken: RawRecord = {
      eventID: 'broken',
      userIdentity: { type: 'AssumedRole', accessKeyId: { a: 1 }, arn: ['x'] },
      sourceIPAddress: '999.1.1.1',
      requestParameters: JSON.parse('{"__proto__":{"userName":1},"bucketName":{}}'),
      responseElements: { accessKey: null, credentials: 'none', user: [] },
      resources: 'many',
    };

    const alerts = await alertsFor([
      [broken, 'some-rule'],
      [aRecord(), 'some-rule'],
    ]);

    expect(alerts).toHaveLength(2);
  });
});
