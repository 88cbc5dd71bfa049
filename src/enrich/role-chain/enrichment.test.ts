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
});
