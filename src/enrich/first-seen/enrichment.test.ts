import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord, aRoleSession, toolsAccount } from '../../../test/builders.ts';
import type { Networks } from '../networks.ts';
import { firstSeen } from './enrichment.ts';

const daysBefore = (days: number, fields: Record<string, unknown> = {}): RawRecord =>
  aRecord({ eventTime: new Date(Date.UTC(2026, 2, 3 - days)).toISOString(), ...fields });

const ssoRole = 'AWSReservedSSO_PowerUser_0123456789abcdef';
const anSsoSession = (person: string) =>
  aRoleSession({ role: ssoRole, session: `${person}@example.com`, key: `ASIA${person}` });

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

  it('says what others of the role, and of the organisation, have done before', async () => {
    const own = aRecord({ userIdentity: anSsoSession('ann'), awsRegion: 'sa-east-1' });
    const events = [
      daysBefore(40, { userIdentity: anSsoSession('ann') }),
      daysBefore(20, { userIdentity: anSsoSession('ben'), awsRegion: 'sa-east-1' }),
      daysBefore(3, { userIdentity: anSsoSession('ben') }),
      daysBefore(20, { recipientAccountId: toolsAccount, eventName: 'CreateUser' }),
    ];
    const context = aContext({ events });

    const { value } = await firstSeen.enrich(aSubject([own]), context, signal);

    const region = value.facts.find(({ dimension }) => dimension === 'region');
    expect(region).toMatchObject({ newForActor: true, newForRole: false, newForAccount: false });
    expect(value).toMatchObject({ role: 'PowerUser', roleDays: 40, enoughForRole: true });
  });

  it.each([
    ['iam.amazonaws.com', 'us-east-1', undefined],
    ['iam.amazonaws.com', 'sa-east-1', 'sa-east-1'],
    ['ec2.amazonaws.com', 'us-east-1', 'us-east-1'],
  ])(
    'calls no region new where a service has only one: %s in %s',
    async (eventSource, awsRegion, told) => {
      const own = aRecord({ eventSource, awsRegion });
      const context = aContext({ events: [daysBefore(30, { awsRegion: 'eu-west-1' })] });

      const { value } = await firstSeen.enrich(aSubject([own]), context, signal);

      expect(value.facts.find(({ dimension }) => dimension === 'region')?.value).toBe(told);
    },
  );

  it.each([
    ['CreateUser', { newForAccount: true, newForOrganization: false }],
    ['DeleteUser', { newForAccount: true, newForOrganization: true }],
    ['ListUsers', { newForAccount: false, newForOrganization: false }],
  ])('knows whether %s is new for all accounts', async (eventName, novelty) => {
    const own = aRecord({ eventName });
    const elsewhere = { recipientAccountId: toolsAccount, eventName: 'CreateUser' };
    const context = aContext({ events: [daysBefore(30), daysBefore(30, elsewhere)] });

    const { value } = await firstSeen.enrich(aSubject([own]), context, signal);

    expect(value.facts[0]).toMatchObject({ dimension: 'action', ...novelty });
  });

  it('looks up whose network the addresses of the month before were of', async () => {
    const networks: Networks = {
      has: { asn: true, country: true, awsRanges: false, lists: false },
      lookup: (ip) => (ip.startsWith('198.') ? { asn: 64500, country: 'BR' } : { asn: 64501 }),
    };
    const events = [
      daysBefore(20),
      daysBefore(10, { userIdentity: anIamUser('bob'), sourceIPAddress: '198.51.100.3' }),
    ];
    const context = aContext({ events, lookups: { networks } });

    const { value } = await firstSeen.enrich(aSubject([act]), context, signal);

    const found = value.facts.filter(({ withinDays }) => withinDays === 30);
    const novelty = { newForActor: true, newForAccount: false, newForOrganization: false };
    expect(found).toMatchObject([
      { dimension: 'asn', value: 'AS64500', ...novelty },
      { dimension: 'country', value: 'BR', ...novelty },
    ]);
  });

  it('names the account when an actor of another one acts in it', async () => {
    const own = aRecord({ recipientAccountId: toolsAccount });
    const context = aContext({ events: [daysBefore(30)] });

    const { value } = await firstSeen.enrich(aSubject([own]), context, signal);

    expect(value.facts.at(-1)).toMatchObject({
      dimension: 'targetAccount',
      value: toolsAccount,
      newForActor: true,
    });
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
    [[], 'not enough history of this account: 0 days, 14 are needed'],
    [[daysBefore(13)], 'not enough history of this account: 13 days, 14 are needed'],
    [
      [daysBefore(30, { userIdentity: anIamUser('bob') }), daysBefore(2)],
      'not enough history of this actor: 2 days, 14 are needed',
    ],
  ])('says when there is not enough history (%#)', async (events, note) => {
    expect((await factsFor(events)).note).toBe(note);
  });
});
