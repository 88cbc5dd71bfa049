import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOfAccessKey } from '#src/normalize/actor/access-key.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import {
  anAssumeRole,
  anIamUser,
  aRecord,
  aRoleSession,
  aRoot,
  prodAccount,
} from '../../../test/builders.ts';
import { credentials } from './enrichment.ts';

const key = 'AKIAALICEEXAMPLE';
const at = (day: number, hour = 12, minute = 0) =>
  new Date(Date.UTC(2026, 2, day, hour, minute)).toISOString();
const act = aRecord({ eventTime: at(3) });

async function found(events: readonly RawRecord[], of: RawRecord = act, asn?: number) {
  const networks = {
    has: { asn: true, country: false, awsRanges: false, lists: false },
    lookup: () => (asn === undefined ? {} : { asn, organization: 'Example' }),
  };
  const context = aContext({ events: [...events, of], lookups: { networks } });
  return credentials.enrich(aSubject([of]), context, signal);
}

describe('kind of credential', () => {
  const session = aRoleSession({ role: 'Admin', session: 'ann', key: 'ASIAADMINEXAMPLE0001' });
  it.each([
    ['long-lived key', { userIdentity: anIamUser('alice') }],
    ['temporary key', { userIdentity: session }],
    ['console session', { userIdentity: session, sessionCredentialFromConsole: 'true' }],
    ['temporary key', { userIdentity: aRoot() }],
    ['aws service', { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } }],
    ['none', { userIdentity: { type: 'IAMUser', userName: 'alice' }, eventName: 'ConsoleLogin' }],
    ['none', { userIdentity: 'nobody' }],
  ])('is a %s (%#)', async (kind, fields) => {
    expect((await found([], aRecord(fields))).value.kind).toBe(kind);
  });

  it('says whose account a key is of, and whether the session had MFA', async () => {
    const accessKeyId = 'ASIAY34FZKBOKMUTVV7A';
    const identity = {
      ...aRoot(),
      accessKeyId,
      sessionContext: { attributes: { mfaAuthenticated: 'true', creationDate: at(3, 11) } },
    };

    const { value } = await found([], aRecord({ userIdentity: identity, eventTime: at(3) }));

    expect(value).toMatchObject({
      isRoot: true,
      mfa: true,
      keyAccount: accountOfAccessKey(accessKeyId),
      session: { started: at(3, 11), lastsMinutes: 60 },
    });
  });

  it('does not say that a lasting key had no MFA', async () => {
    expect((await found([])).value).not.toHaveProperty('mfa');
  });

  it('does not say it of people who signed in elsewhere', async () => {
    const sso = aRoleSession({
      role: 'AWSReservedSSO_Admin_0123456789abcdef',
      session: 'ann@example.com',
      key: 'ASIASSOEXAMPLE000001',
    });

    expect((await found([], aRecord({ userIdentity: sso }))).value).not.toHaveProperty('mfa');
  });

  it('knows the MFA of a sign-in', async () => {
    const signIn = aRecord({
      eventName: 'ConsoleLogin',
      eventType: 'AwsConsoleSignIn',
      additionalEventData: { MFAUsed: 'No' },
    });

    expect((await found([], signIn)).value).toMatchObject({ mfa: false, fromConsole: true });
  });
});

describe('where a credential comes from', () => {
  const create = aRecord({
    eventTime: at(1),
    eventName: 'CreateAccessKey',
    userIdentity: anIamUser('mallory'),
    requestParameters: { userName: 'alice' },
    responseElements: { accessKey: { accessKeyId: key, userName: 'alice' } },
  });

  it('is told with who made it and what happened next', async () => {
    const user = aRecord({
      eventTime: at(1, 11),
      eventName: 'CreateUser',
      userIdentity: anIamUser('mallory'),
      requestParameters: { userName: 'alice' },
    });
    const firstUse = aRecord({ eventTime: at(2) });

    const { value, evidence } = await found([user, create, firstUse]);

    expect(value.keyCreated).toMatchObject({
      by: `arn:aws:iam::${prodAccount}:user/mallory`,
      time: at(1),
      ageDays: 2,
    });
    expect(value.userCreated).toMatchObject({ event: 'CreateUser', time: at(1, 11) });
    expect(value.passwordSet).toBeUndefined();
    expect(value.use).toEqual({
      first: at(2),
      lastBefore: at(2),
      idleDays: 1,
      count: 1,
      minutesAfterCreation: 1440,
    });
    expect(evidence).toContain(create['eventID']);
  });

  it('is not told from a call that was refused', async () => {
    const refused = { ...create, errorCode: 'AccessDenied' };

    expect((await found([refused])).value).not.toHaveProperty('keyCreated');
  });
});

describe('use of a credential', () => {
  it('does not count the incident itself against a long silence', async () => {
    const long = aRecord({ eventTime: at(1) });
    const minutesAgo = aRecord({ eventTime: at(3, 11, 50) });

    const { value } = await found([long, minutesAgo]);

    expect(value.use).toEqual({ count: 2, first: at(1), lastBefore: at(1), idleDays: 2 });
  });
});

describe('use from two networks at once', () => {
  const use = (ip: string, hour: number, minute = 0) =>
    aRecord({ sourceIPAddress: ip, eventTime: at(3, hour, minute) });

  it('is seen within an hour', async () => {
    const { value } = await found([use('198.51.100.7', 12, 20), use('198.51.100.8', 12, 40)]);

    expect(value.atOnce).toEqual({
      hour: at(3),
      networks: ['198.51.100.0/24', '203.0.113.0/24'],
      hours: 1,
    });
    expect(value.networks[0]).toMatchObject({
      network: '198.51.100.0/24',
      ips: ['198.51.100.7', '198.51.100.8'],
      count: 2,
    });
  });

  it.each([
    ['one after the other', '198.51.100.7', 14, undefined],
    ['of one autonomous system', '198.51.100.7', 12, 64_500],
    ['where one is private', '10.0.0.7', 12, undefined],
    ['where one is the IPv6 address of the machine', '2001:db8::7', 12, undefined],
    ['where one is a service', 'cloudformation.amazonaws.com', 12, undefined],
  ])('is not seen for addresses %s', async (_how, ip, hour, asn) => {
    expect((await found([use(ip, hour)], act, asn)).value).not.toHaveProperty('atOnce');
  });
});

describe('credentials that the alert made', () => {
  it('are followed to their first use', async () => {
    const create = aRecord({
      eventTime: at(3),
      eventName: 'CreateAccessKey',
      requestParameters: { userName: 'bob' },
      responseElements: { accessKey: { accessKeyId: 'AKIABOBEXAMPLE000001', userName: 'bob' } },
    });
    const identity = { ...anIamUser('bob'), accessKeyId: 'AKIABOBEXAMPLE000001' };
    const uses = [4, 5].map((minute) =>
      aRecord({
        userIdentity: identity,
        eventTime: at(3, 12, minute),
        sourceIPAddress: '198.51.100.7',
      }),
    );

    const { value } = await found(uses, create);

    expect(value.made).toMatchObject([
      {
        what: 'access key',
        user: 'bob',
        uses: 2,
        firstUse: { minutesAfter: 4, ip: '198.51.100.7', fromElsewhere: true },
      },
    ]);
  });

  it('are followed to a sign-in with a new password', async () => {
    const set = aRecord({
      eventName: 'CreateLoginProfile',
      requestParameters: { userName: 'bob' },
    });
    const signIn = aRecord({
      eventTime: at(3, 13),
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      userIdentity: anIamUser('bob'),
    });

    const { value } = await found([signIn], set);

    expect(value.made).toMatchObject([
      { what: 'console password', user: 'bob', uses: 1, firstUse: { fromElsewhere: false } },
    ]);
  });

  it('are sessions too, and none when nobody used them', async () => {
    const assume = anAssumeRole(anIamUser('alice'), {
      role: 'Admin',
      session: 'x',
      key: 'ASIAUNUSEDEXAMPLE001',
    });

    const { value } = await found([], assume);

    expect(value.made).toMatchObject([{ what: 'session', uses: 0 }]);
    expect(value.made[0]).not.toHaveProperty('firstUse');
  });
});
