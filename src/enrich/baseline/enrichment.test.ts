import { describe, expect, it } from 'vitest';
import { callOf } from '#src/detect/baseline/call-of.ts';
import { prefixOf } from '#src/detect/baseline/network.ts';
import { buildSessions } from '#src/detect/baseline/session.ts';
import { startTraining } from '#src/detect/baseline/train.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import {
  aConfig,
  anIamUser,
  aRecord,
  aRoleSession,
  prodAccount,
  toolsAccount,
} from '../../../test/builders.ts';
import { baseline } from './enrichment.ts';

/** A Tuesday at noon. */
const noon = Date.UTC(2026, 2, 3, 12);
const at = (time: number) => new Date(time).toISOString();
const hours = (count: number) => count * 3_600_000;
const days = (count: number) => hours(24 * count);

/** Two calls an hour from nine to seventeen, for so many days before the alert. */
function usualDays(count: number, fields: Record<string, unknown> = {}): readonly RawRecord[] {
  return Array.from({ length: count }, (_, day) =>
    Array.from({ length: 16 }, (_, call) =>
      aRecord({
        eventTime: at(noon - days(day + 2) + hours(call / 2 - 3)),
        readOnly: true,
        ...fields,
      }),
    ),
  ).flat();
}

const ssoRole = 'AWSReservedSSO_PowerUser_0123456789abcdef';
const sessionOf = (person: string) => ({
  userIdentity: aRoleSession({
    role: ssoRole,
    session: `${person}@example.com`,
    key: `ASIA${person.toUpperCase()}`,
  }),
});

function usualCall(name: string, account: string): RawRecord {
  return aRecord({
    userIdentity: anIamUser(name, account),
    recipientAccountId: account,
    eventTime: at(noon - days(3)),
  });
}

function trainedOn(records: readonly RawRecord[]) {
  const trainer = startTraining();
  const builder = buildSessions(prefixOf);
  const sessions = [...records.flatMap((record) => builder.add(callOf(record))), ...builder.end()];
  for (const session of sessions) trainer.add(session);
  const trainedAt = '2026-03-02T00:00:00Z';
  const model = trainer.finish({ trainedAt, events: records.length, networks: 'prefix' });
  return { version: '1-test', trainedAt, model };
}

async function factOf(own: readonly RawRecord[], events: readonly RawRecord[]) {
  const context = aContext({ events: [...events, ...own] });
  return (await baseline.enrich(aSubject(own), context, signal)).value;
}

describe('baseline', () => {
  it('measures the busiest hour against the hours before', async () => {
    const own = Array.from({ length: 60 }, (_, call) =>
      aRecord({
        eventTime: at(noon + call * 20_000),
        eventName: `Delete${call % 20}`,
        errorCode: 'AccessDenied',
      }),
    );

    const value = await factOf(own, usualDays(20));

    expect(value).toMatchObject({ days: 20, activeHours: 160, enough: true });
    const unusual = value.rates.filter((rate) => rate.unusual).map(({ measure }) => measure);
    expect(unusual).toEqual([
      'calls',
      'distinctActions',
      'writes',
      'errors',
      'writeRatio',
      'errorRatio',
    ]);
    expect(value.rates[0]).toMatchObject({ now: 60, median: 2, mad: 0, hours: 160, above: 1 });
  });

  it('finds an ordinary hour ordinary', async () => {
    const own = [aRecord({ eventTime: at(noon), readOnly: true })];

    const value = await factOf(own, usualDays(25));

    expect(value.rates.filter((rate) => rate.unusual)).toEqual([]);
    expect(value.hourOfWeek).toEqual({
      weekday: 'Tue',
      hour: 12,
      weeks: 3,
      activeWeeks: 3,
      unusual: false,
    });
  });

  it('knows that the actor never works at this hour of the week', async () => {
    const own = [aRecord({ eventTime: at(noon + hours(14)) })];

    const { hourOfWeek } = await factOf(own, usualDays(25));

    expect(hourOfWeek).toMatchObject({ weekday: 'Wed', hour: 2, activeWeeks: 0, unusual: true });
  });

  it.each([
    [5, 'not enough history of this actor: 5 days, 14 are needed'],
    [0, 'not enough history of this actor: 0 days, 14 are needed'],
  ])('calls nothing unusual with %i days behind it, and says so', async (count, note) => {
    const own = Array.from({ length: 60 }, () => aRecord({ eventTime: at(noon) }));

    const value = await factOf(own, usualDays(count));

    expect(value).toMatchObject({ enough: false, note });
    expect(value.rates.some((rate) => rate.unusual)).toBe(false);
  });

  it('says how many of those who share the role did the same', async () => {
    const act = (person: string, time: number) =>
      aRecord({ ...sessionOf(person), eventTime: at(time), eventName: 'CreateUser' });
    const events = [
      ...['ben', 'cleo', 'dan'].map((person) =>
        aRecord({ ...sessionOf(person), eventTime: at(noon - days(3)) }),
      ),
      act('ben', noon - days(4)),
      aRecord({ eventTime: at(noon - days(3)), eventName: 'CreateUser' }),
    ];

    const { peers } = await factOf([act('ann', noon)], events);

    expect(peers).toEqual({
      group: 'permission-set',
      name: 'PowerUser',
      size: 3,
      days: 30,
      more: false,
      actions: [
        {
          action: 'iam.amazonaws.com:CreateUser',
          peers: 1,
          who: [`arn:aws:iam::111122223333:role/${ssoRole}#ben@example.com`],
        },
      ],
    });
  });

  it.each([
    ['of its organizational unit', { organizationalUnit: 'Workloads' }, 'organizational-unit'],
    ['of its environment, where no unit is named', { environment: 'Workloads' }, 'environment'],
  ])(
    'compares a user with those %s, once a baseline knows who they are',
    async (_who, fields, group) => {
      const accounts = [prodAccount, toolsAccount].map((id) => {
        return { id, name: id, criticality: 1, ...fields };
      });
      const act = { ...usualCall('ben', toolsAccount), eventName: 'CreateUser' };
      const own = aRecord({ eventTime: at(noon), eventName: 'CreateUser' });
      const context = aContext({
        events: [act, own],
        config: aConfig({ accounts }),
        lookups: { baseline: trainedOn([act, usualCall('cleo', prodAccount)]) },
      });

      const { value } = await baseline.enrich(aSubject([own]), context, signal);

      expect(value.peers).toMatchObject({ group, name: 'Workloads', size: 2 });
      expect(value.peers?.actions).toMatchObject([
        { action: 'iam.amazonaws.com:CreateUser', peers: 1 },
      ]);
    },
  );

  it('has no peers for an actor of its own', async () => {
    expect((await factOf([aRecord({ eventTime: at(noon) })], usualDays(2))).peers).toBeUndefined();
  });

  it('asks about any record that names an actor and a time', () => {
    expect(baseline.appliesTo(aSubject([aRecord()]), aContext())).toBe(true);
    expect(baseline.appliesTo(aSubject([{}], { firstSeen: 0 }), aContext())).toBe(false);
  });
});
