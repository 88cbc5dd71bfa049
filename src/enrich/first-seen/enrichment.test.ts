import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord } from '../../../test/builders.ts';
import { firstSeen } from './enrichment.ts';

const daysBefore = (days: number, fields: Record<string, unknown> = {}): RawRecord =>
  aRecord({ eventTime: new Date(Date.UTC(2026, 2, 3 - days)).toISOString(), ...fields });

const act = aRecord({ sourceIPAddress: '198.51.100.77', awsRegion: 'sa-east-1' });

async function factsFor(events: readonly RawRecord[]) {
  return (await firstSeen.enrich(aSubject([act]), aContext({ events: [...events, act] }), signal))
    .value;
}

describe('first-seen', () => {
  it('says what is new for the actor and what for the whole account', async () => {
    const value = await factsFor([
      daysBefore(30),
      daysBefore(20, { userIdentity: anIamUser('bob'), awsRegion: 'sa-east-1' }),
    ]);

    const novelty = value.facts.map((fact) => [
      fact.dimension,
      fact.newForActor,
      fact.newForAccount,
    ]);
    expect(novelty).toEqual([
      ['action', false, false],
      ['service', false, false],
      ['region', true, false],
      ['ip', true, true],
      ['userAgent', false, false],
      ['accessKey', false, false],
    ]);
    expect(value).toMatchObject({ actorDays: 30, accountDays: 30, enoughForActor: true });
    expect(value.note).toBeUndefined();
  });

  it('counts only what came before', async () => {
    const value = await factsFor([daysBefore(30), daysBefore(-1, { awsRegion: 'sa-east-1' })]);

    expect(value.facts.find(({ dimension }) => dimension === 'region')?.newForAccount).toBe(true);
  });

  it('does not let the hours before make an address a known one', async () => {
    const value = await factsFor([
      daysBefore(30),
      daysBefore(0, { sourceIPAddress: '198.51.100.77' }),
    ]);

    expect(value.facts.find(({ dimension }) => dimension === 'ip')?.newForAccount).toBe(true);
  });

  it.each([
    [[], 'not enough history: 0 days of this account, 14 are needed'],
    [[daysBefore(13)], 'not enough history: 13 days of this account, 14 are needed'],
    [
      [daysBefore(30, { userIdentity: anIamUser('bob') }), daysBefore(2)],
      'not enough history of this actor: 2 days, 14 are needed',
    ],
  ])('says when there is not enough history (%#)', async (events, note) => {
    expect((await factsFor(events)).note).toBe(note);
  });
});
