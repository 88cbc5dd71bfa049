import { describe, expect, it } from 'vitest';
import type { Detection } from '#src/model/detection.ts';
import { streamOf } from '../../../test/stream-of.ts';
import type { CorrelationMatch } from '../sigma/correlate/run.ts';
import { type AlertGroup, mostEvents, type Signal } from './alert-group.ts';
import { type GroupOptions, groupSignals } from './group.ts';

const noon = Date.UTC(2026, 2, 3, 12);
const minute = 60_000;
let made = 0;

function aMatch(fields: Partial<Detection> = {}): Detection {
  made += 1;
  const eventId = fields.eventId ?? `event-${String(made).padStart(6, '0')}`;
  return {
    rule: 'rule-1',
    time: noon,
    eventId,
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    account: '111122223333',
    region: 'eu-west-1',
    actorKey: 'arn:aws:iam::111122223333:user/ann',
    accessKey: 'AKIAEXAMPLE',
    sourceIp: '203.0.113.9',
    resourceClass: 'iam:user',
    record: { eventID: eventId },
    ...fields,
  };
}

async function groupsOf(
  signals: readonly Signal[],
  options: Partial<GroupOptions> = {},
): Promise<readonly AlertGroup[]> {
  const groups: AlertGroup[] = [];
  for await (const window of groupSignals(streamOf(signals), { windowHours: 24, ...options }))
    groups.push(...window.groups);
  return groups;
}

describe('groupSignals', () => {
  it.each([
    ['rule', { rule: 'rule-2' }, 2],
    ['actor', { actorKey: 'arn:aws:iam::111122223333:user/bob' }, 2],
    ['account', { account: '444455556666' }, 2],
    ['resource class', { resourceClass: 'iam:role' }, 2],
    ['day', { time: noon + 12 * 60 * minute }, 2],
    ['address', { sourceIp: '198.51.100.1' }, 1],
    ['region', { region: 'us-east-1' }, 1],
    ['time of the same day', { time: noon + 11 * 60 * minute }, 1],
  ])(
    'tells alerts apart by rule, actor, account, resource class and window: another %s',
    async (_what, fields, count) => {
      expect(await groupsOf([aMatch(), aMatch(fields)])).toHaveLength(count);
    },
  );

  it('gives a group the same key whatever else the window holds', async () => {
    const late = aMatch({ time: noon + 60 * minute });

    const [alone] = await groupsOf([late]);
    const [together] = await groupsOf([aMatch(), late]);

    expect(together?.key).toBe(alone?.key);
  });

  it('counts exactly and keeps at most a thousand ids and five records', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => aMatch({ time: noon + index }));

    const [group] = await groupsOf(many);

    expect(group?.count).toBe(2_500);
    expect(group?.events).toHaveLength(mostEvents);
    expect(group?.evidence.map(({ eventId }) => eventId)).toEqual([
      many[0]?.eventId,
      many.at(-1)?.eventId,
    ]);
  });

  it('notes each new address and region with its event, and keeps that event as evidence', async () => {
    const elsewhere = aMatch({ time: noon + 1, region: 'us-east-1', sourceIp: '198.51.100.1' });

    const [group] = await groupsOf([aMatch(), elsewhere, aMatch({ time: noon + 2 })]);

    expect(group?.reopenings).toMatchObject([
      { facet: 'source-ip', value: '198.51.100.1', eventId: elsewhere.eventId },
      { facet: 'region', value: 'us-east-1', eventId: elsewhere.eventId },
    ]);
    expect(group?.evidence).toHaveLength(3);
  });

  it('holds no more records than its budget, and keeps the ids of the rest', async () => {
    const groups = await groupsOf([aMatch(), aMatch({ rule: 'rule-2' })], { recordBudget: 30 });

    expect(groups.map(({ evidence }) => evidence[0]?.record !== undefined)).toEqual([true, false]);
    expect(groups[1]?.evidence[0]?.eventId).toBeDefined();
  });

  it('makes one alert of an event that was delivered twice', async () => {
    const match = aMatch();

    expect(await groupsOf([match, match])).toMatchObject([{ count: 1 }]);
  });

  it('joins the copies of one call: the account acted on, and the actor of the copy that knows it', async () => {
    const shared = { sharedEventID: 'shared-1' };
    const arn = 'arn:aws:sts::444455556666:assumed-role/Jump/ann';
    const owners = aMatch({
      record: { ...shared, userIdentity: { type: 'AWSAccount', accountId: '444455556666' } },
      actorKey: 'account:444455556666:unknown',
    });
    const callers = aMatch({
      record: { ...shared, userIdentity: { type: 'AssumedRole', arn, accountId: '444455556666' } },
      account: '444455556666',
      actorKey: 'arn:aws:iam::444455556666:role/Jump',
    });

    for (const copies of [
      [owners, callers],
      [callers, owners],
    ]) {
      const groups = await groupsOf(copies);

      expect(groups).toMatchObject([
        { count: 1, account: '111122223333', actorKey: 'arn:aws:iam::444455556666:role/Jump' },
      ]);
      expect(groups[0]?.evidence).toHaveLength(2);
    }
  });
});

describe('matches of a correlation', () => {
  const run = (fields: Partial<CorrelationMatch> = {}): CorrelationMatch => ({
    rule: 'burst',
    group: { 'userIdentity.arn': 'ann' },
    value: 10,
    firstSeen: noon,
    lastSeen: noon + minute,
    eventIds: ['a', 'b', 'c'],
    time: noon,
    account: undefined,
    region: undefined,
    actorKey: undefined,
    ...fields,
  });

  it('of one group and window are one alert', async () => {
    const later = run({ firstSeen: noon + 60 * minute, eventIds: ['c', 'd'], value: 12 });

    expect(await groupsOf([run(), later])).toMatchObject([
      { count: 4, correlation: { value: 12 }, events: ['a', 'b', 'c', 'd'] },
    ]);
  });

  it('count the events whose ids are not kept as well', async () => {
    const later = run({ firstSeen: noon + 60 * minute, eventIds: ['c', 'd'], events: 1_500 });

    expect(await groupsOf([run({ events: 2_003 }), later])).toMatchObject([{ count: 3_502 }]);
  });

  it('of another group are another alert', async () => {
    expect(await groupsOf([run(), run({ group: { 'userIdentity.arn': 'bob' } })])).toHaveLength(2);
  });

  it('never get a key that was given before, even when one comes after its window', async () => {
    const groups = await groupsOf([
      aMatch(),
      run(),
      aMatch({ time: noon + 24 * 60 * minute }),
      run(),
    ]);

    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
    expect(groups).toHaveLength(4);
  });
});
