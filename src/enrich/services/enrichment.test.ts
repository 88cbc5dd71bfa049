import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord } from '../../../test/builders.ts';
import { services } from './enrichment.ts';

const alertTime = Date.UTC(2026, 2, 3, 12);
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const at = (before: number, fields: Record<string, unknown> = {}): RawRecord =>
  aRecord({ eventTime: new Date(alertTime - before).toISOString(), readOnly: true, ...fields });
const many = (count: number, before: number, fields: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, index) => at(before - index * 1000, fields));
/** Two hours of a few reads on each of 29 days. */
const usual = Array.from({ length: 29 }, (_, day) => [
  ...many(4, (day + 2) * dayMs),
  ...many(2, (day + 2) * dayMs - 60 * minuteMs, { eventName: 'GetUser' }),
]).flat();

const act = at(0, { eventName: 'CreateUser', readOnly: false });

async function factOf(events: readonly RawRecord[], subject = aSubject([act])) {
  const context = aContext({ events: [...events, act] });
  return services.value.parse((await services.enrich(subject, context, signal)).value);
}

describe('services', () => {
  it('counts services, calls and hours of the actor and of the session in the day around', async () => {
    const other = { userIdentity: { ...anIamUser('alice'), accessKeyId: 'AKIAOTHEREXAMPLE' } };
    const value = await factOf([
      ...usual,
      ...many(3, 90 * minuteMs, other),
      at(80 * minuteMs, { errorCode: 'AccessDenied' }),
      at(20 * 60 * minuteMs),
      at(60 * minuteMs, { userIdentity: anIamUser('bob') }),
    ]);

    expect(value.actor).toMatchObject({ events: 5, writes: 1, failed: 1, serviceCount: 1 });
    expect(value.actor.services[0]).toMatchObject({
      service: 'iam.amazonaws.com',
      events: 5,
      reads: 4,
      isNew: false,
      usualPerDay: 6,
      actionCount: 2,
    });
    expect(value.actor.services[0]?.perHour?.slice(9, 14)).toEqual([0, 4, 0, 1, 0]);
    expect(
      value.actor.hours.map(({ hour, events, services: used }) => [hour, events, used]),
    ).toEqual([
      ['2026-03-03T10:00:00.000Z', 4, 1],
      ['2026-03-03T12:00:00.000Z', 1, 1],
    ]);
    expect(value.session).toMatchObject({ by: 'accessKey', events: 2, failed: 1, actionCount: 2 });
    expect(value).toMatchObject({ daysBehind: 29, enoughHistory: true });
  });

  it('marks a service and a writing call that the actor never used before', async () => {
    const bucket = at(5 * minuteMs, { eventSource: 's3.amazonaws.com', eventName: 'ListBuckets' });

    const value = await factOf([...usual, bucket]);

    expect(value.unusual).toEqual([
      { what: 'new-service', value: 's3.amazonaws.com', count: 1, eventId: bucket['eventID'] },
      {
        what: 'new-action',
        value: 'iam.amazonaws.com:CreateUser',
        count: 1,
        eventId: act['eventID'],
      },
    ]);
    expect(value.actor.services.map(({ service, isNew }) => [service, isNew])).toEqual([
      ['s3.amazonaws.com', true],
      ['iam.amazonaws.com', false],
    ]);
  });

  it.each([
    ['busy-hour', 40, {}],
    ['many-writes', 15, { readOnly: false, eventName: 'GetUser' }],
    ['many-failures', 15, { errorCode: 'AccessDenied' }],
  ])('marks an hour with %s', async (what, count, fields) => {
    const value = await factOf([...usual, ...many(count, 150 * minuteMs, fields)]);

    const found = value.unusual.find((oddity) => oddity.what === what);
    expect(found).toMatchObject({ value: '2026-03-03T09:00:00.000Z', count });
    expect(found?.usual).toBeLessThan(count);
    expect(value.actor.hours.map(({ isUnusual }) => isUnusual)).toEqual([true, false]);
  });

  it('does not mark an hour as busy as some hours of every week', async () => {
    const busy = Array.from({ length: 8 }, (_, week) => many(50, (2 + week * 3) * dayMs)).flat();

    const value = await factOf([...usual, ...busy, ...many(45, 150 * minuteMs)]);

    expect(value.unusual.map(({ what }) => what)).toEqual(['new-action']);
  });

  it('says that there is not enough history, and marks nothing', async () => {
    const value = await factOf(many(40, 150 * minuteMs));

    expect(value.unusual).toEqual([]);
    expect(value.actor.usualHour).toBeUndefined();
    expect(value.note).toBe('not enough history of this actor: 0 days, 14 are needed');
  });

  it('tells the session by its ARN where there is no key', async () => {
    const identity = { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/a/b' };
    const call = at(0, { userIdentity: identity });

    const value = await factOf([call], aSubject([call]));

    expect(value.session).toMatchObject({ by: 'session', events: 1 });
  });
});
