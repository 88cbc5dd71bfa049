import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import {
  anAssumeRole,
  anIamUser,
  aRecord,
  aRoleSession,
  aRoot,
  prodAccount,
  strangeAccount,
  toolsAccount,
} from '../../../test/builders.ts';
import { roleChain } from './enrichment.ts';

const admin = { role: 'Admin', session: 'work', key: 'ASIAADMINEXAMPLE0001' };
const before = { eventTime: '2026-03-03T11:00:00Z' };

async function chainOf(userIdentity: unknown, events: readonly RawRecord[] = []) {
  const act = aRecord({ userIdentity });
  const found = await roleChain.enrich(
    aSubject([act]),
    aContext({ events: [...events, act] }),
    signal,
  );
  return found.value;
}

describe('role-chain', () => {
  it.each([
    ['a user with a lasting key', anIamUser('ann'), 'ann'],
    ['a user with a temporary key', { ...anIamUser('ann'), accessKeyId: 'ASIAEXAMPLE' }, 'ann'],
    ['the root user', aRoot(), 'root'],
    ['a service', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com'],
  ])('is one hop for %s', async (_who, identity, name) => {
    const { chain, complete } = await chainOf(identity);

    expect(chain).toHaveLength(1);
    expect(chain[0]).toMatchObject({ name, how: 'first identity' });
    expect(complete).toBe(true);
  });

  it('shows that a user took a session token', async () => {
    const session = { ...anIamUser('ann'), accessKeyId: 'ASIASESSIONEXAMPLE01' };
    const took = anAssumeRole(
      anIamUser('ann'),
      { ...admin, key: 'ASIASESSIONEXAMPLE01' },
      { ...before, eventName: 'GetSessionToken' },
    );

    const { chain, complete } = await chainOf(session, [took]);

    expect(chain.map(({ how }) => how)).toEqual(['first identity', 'GetSessionToken']);
    expect(complete).toBe(true);
  });

  it('begins with the service that assumed a role', async () => {
    const service = { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' };

    const { chain, complete } = await chainOf(aRoleSession(admin), [
      anAssumeRole(service, admin, before),
    ]);

    expect(chain.map(({ name }) => name)).toEqual(['lambda.amazonaws.com', 'Admin']);
    expect(complete).toBe(true);
  });

  it('names the machine when EC2 assumed the role for it', async () => {
    const service = { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' };
    const web = { ...admin, session: 'i-0abc' };

    const { chain } = await chainOf(aRoleSession(web), [anAssumeRole(service, web, before)]);

    expect(chain[0]).toMatchObject({
      name: 'EC2 instance i-0abc',
      principal: 'ec2.amazonaws.com',
    });
  });

  it('leads from root in a member account to the one who assumed it', async () => {
    const root = {
      ...aRoot(),
      accessKeyId: 'ASIAASSUMEDROOT00001',
      sessionContext: { assumedRoot: 'true' },
    };
    const assumed = anAssumeRole(
      anIamUser('ann', strangeAccount),
      { ...admin, key: 'ASIAASSUMEDROOT00001' },
      { ...before, eventName: 'AssumeRoot' },
    );

    const { chain } = await chainOf(root, [assumed]);

    expect(chain.map(({ name, how }) => [name, how])).toEqual([
      ['ann', 'first identity'],
      ['root', 'AssumeRoot'],
    ]);
  });

  it('does not take an event for the origin that issued another key to a session of the same name', async () => {
    const other = anAssumeRole(anIamUser('bob'), { ...admin, key: 'ASIAOTHEREXAMPLE0001' }, before);

    const { complete, gap } = await chainOf(aRoleSession(admin), [other]);

    expect(complete).toBe(false);
    expect(gap).toContain(`its events of account ${prodAccount} begin at 2026-03-03T11:00:00.000Z`);
  });

  it('does not use an assumption that failed', async () => {
    const failed = anAssumeRole(anIamUser('bob'), admin, { ...before, errorCode: 'AccessDenied' });

    expect((await chainOf(aRoleSession(admin), [failed])).complete).toBe(false);
  });

  it('tells for every hop from where, how strongly and for how long', async () => {
    const assumed = anAssumeRole(anIamUser('ann', toolsAccount), admin, {
      ...before,
      sourceIPAddress: '198.51.100.7',
      awsRegion: 'us-east-1',
      requestParameters: {
        roleArn: `arn:aws:iam::${prodAccount}:role/Admin`,
        roleSessionName: 'work',
        serialNumber: 'arn:aws:iam::444455556666:mfa/ann',
        sourceIdentity: 'ann@example.com',
        externalId: 'example',
        policyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
        durationSeconds: 3600,
      },
    });

    const { chain } = await chainOf(aRoleSession(admin), [assumed]);

    expect(chain[0]).toMatchObject({ name: 'ann', ip: '198.51.100.7', region: 'us-east-1' });
    expect(chain[1]).toMatchObject({
      how: 'AssumeRole',
      ip: '198.51.100.7',
      mfa: true,
      sourceIdentity: 'ann@example.com',
      externalId: 'example',
      sessionPolicy: true,
      durationSeconds: 3600,
    });
  });

  it.each([
    ['Mar 3, 2026, 12:00:00 PM', 3600],
    ['Mar 3, 2026, 12:30:00\u202fPM', 5400],
    ['2026-03-03T11:15:00Z', 900],
    ['some day', undefined],
    ['Mar 3, 2036, 12:00:00 PM', undefined],
  ])('reads from an expiry of %s how long credentials last', async (expiration, seconds) => {
    const assumed = anAssumeRole(anIamUser('ann'), admin, {
      ...before,
      responseElements: { credentials: { accessKeyId: admin.key, expiration } },
    });

    const { chain } = await chainOf(aRoleSession(admin), [assumed]);

    expect(chain[1]?.durationSeconds).toBe(seconds);
    expect(chain[1]?.sessionPolicy).toBe(false);
  });

  it.each([
    ['a shared id', 'shared-1'],
    ['the issued key alone', undefined],
  ])('joins both sides of a call into another account by %s', async (_by, sharedEventID) => {
    const fields = { ...before, sharedEventID };
    const stranger = { type: 'AWSAccount', principalId: 'AIDAX', accountId: strangeAccount };
    const owners = anAssumeRole(stranger, admin, fields);
    const callers = anAssumeRole(anIamUser('ann', strangeAccount), admin, {
      ...fields,
      recipientAccountId: strangeAccount,
    });

    const { chain, complete } = await chainOf(aRoleSession(admin), [owners, callers]);

    expect(chain.map(({ name }) => name)).toEqual(['ann', 'Admin']);
    expect(chain[1]?.seenBy).toEqual([prodAccount, strangeAccount]);
    expect(complete).toBe(true);
  });

  it('follows a console session to the role switch whose key the console exchanged', async () => {
    const identity = aRoleSession({ ...admin, key: 'ASIACONSOLEEXAMPLE01' });
    const act = aRecord({ userIdentity: identity, sessionCredentialFromConsole: 'true' });
    const events = ['AWS Internal', '198.51.100.7'].map((sourceIPAddress) => [
      anAssumeRole(anIamUser('ann'), admin, { ...before, sourceIPAddress }),
      act,
    ]);

    const found = await Promise.all(
      events.map((those) => roleChain.enrich(aSubject([act]), aContext({ events: those }), signal)),
    );

    expect(found.map(({ value }) => value.complete)).toEqual([true, false]);
  });
});

describe('a person of Identity Center', () => {
  const session = {
    role: 'AWSReservedSSO_Operations_0123456789abcdef',
    session: 'ann@example.com',
    key: 'ASIASSOEXAMPLE000001',
  };
  const identity = aRoleSession(session);
  const began = { ...identity.sessionContext.attributes, creationDate: '2026-03-03T11:00:00Z' };
  const userIdentity = {
    ...identity,
    sessionContext: { ...identity.sessionContext, attributes: began },
  };
  const asked = (userName: string, fields: object = {}) =>
    aRecord({
      eventTime: '2026-03-03T10:59:58Z',
      eventSource: 'sso.amazonaws.com',
      eventName: 'GetRoleCredentials',
      recipientAccountId: toolsAccount,
      sourceIPAddress: '198.51.100.7',
      userIdentity: { type: 'IdentityCenterUser', userName },
      serviceEventDetails: { role_name: 'Operations', account_id: prodAccount },
      ...fields,
    });

  it.each(['GetRoleCredentials', 'Federate'])('came to a role by %s', async (eventName) => {
    const events = [
      asked('bob@example.com', { eventName }),
      asked('ann@example.com', { eventName }),
    ];

    const { chain } = await chainOf(userIdentity, events);

    expect(chain).toMatchObject([
      { name: 'ann@example.com', how: 'first identity' },
      { name: session.role, how: eventName, ip: '198.51.100.7', seenBy: [toolsAccount] },
    ]);
  });

  it.each([
    ['somebody else asked', [asked('bob@example.com')]],
    ['two nameless events fit', [asked(''), asked('')]],
    ['another role was asked for', [asked('', { serviceEventDetails: { role_name: 'Other' } })]],
    ['the call was refused', [asked('ann@example.com', { errorCode: 'AccessDenied' })]],
    ['it was long before', [asked('ann@example.com', { eventTime: '2026-03-03T10:00:00Z' })]],
  ])('is not said to have come by an event when %s', async (_why, events) => {
    const { chain } = await chainOf(userIdentity, events);

    expect(chain[1]?.how).toBe('session given by AWS');
  });
});
