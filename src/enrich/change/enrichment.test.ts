import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import {
  aConfig,
  aRecord,
  prodAccount,
  strangeAccount,
  toolsAccount,
} from '../../../test/builders.ts';
import { change } from './enrichment.ts';

const config = aConfig({ accounts: [{ id: prodAccount, name: 'prod' }] });

async function changesBy(records: readonly RawRecord[], earlier: readonly RawRecord[] = []) {
  const context = aContext({ events: [...earlier, ...records], config });
  return (await change.enrich(aSubject(records), context, signal)).value;
}

const policy = (statement: object) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });
const call = (eventName: string, requestParameters: object, fields: object = {}) =>
  aRecord({ eventName, requestParameters, ...fields });
const daysAgo = (days: number) => ({
  eventTime: new Date(Date.UTC(2026, 2, 3 - days)).toISOString(),
});

it('says each change once, with the event that proves it', async () => {
  const create = { eventName: 'CreateUser', requestParameters: { userName: 'bob' } };
  const first = aRecord(create);
  const records = [first, aRecord(create), aRecord({ ...create, errorCode: 'AccessDenied' })];

  const { value, evidence } = await change.enrich(aSubject(records), aContext(), signal);

  expect(value.changes.map(({ text }) => text)).toEqual([
    'created user bob',
    'tried to create user bob, refused: AccessDenied',
  ]);
  expect(evidence).toHaveLength(2);
});

it('does not apply without a record', () => {
  expect(change.appliesTo(aSubject([]), aContext())).toBe(false);
});

describe('what became possible', () => {
  const trust = (accounts: readonly string[], fields: object = {}) =>
    call(
      'UpdateAssumeRolePolicy',
      {
        roleName: 'Admin',
        policyDocument: policy({ Principal: { AWS: accounts }, Action: 'sts:AssumeRole' }),
      },
      fields,
    );

  it('is told with what was possible before', async () => {
    const earlier = [trust([toolsAccount], daysAgo(9)), trust([prodAccount], daysAgo(2))];

    const { effects } = await changesBy([trust([prodAccount, strangeAccount])], earlier);

    expect(effects).toMatchObject([
      {
        kind: 'trust',
        text: `role Admin can now be assumed by account ${prodAccount} and account ${strangeAccount}, which is not in the organisation`,
        external: true,
        public: false,
        reduces: false,
        tried: false,
        before: `account ${prodAccount}: sts:AssumeRole`,
        added: [`account ${strangeAccount}`],
        removed: [],
        beforeEventId: earlier[1]?.['eventID'],
        since: '2026-03-03T12:00:00.000Z',
      },
    ]);
  });

  it('is less where only something was taken away', async () => {
    const earlier = [trust([prodAccount, strangeAccount], daysAgo(2))];

    const { effects } = await changesBy([trust([prodAccount])], earlier);

    expect(effects).toMatchObject([{ reduces: true, removed: [`account ${strangeAccount}`] }]);
  });

  it('says no “before” where the history knows none, or knows a call that failed', async () => {
    const failed = trust([toolsAccount], { ...daysAgo(2), errorCode: 'AccessDenied' });

    const { effects } = await changesBy([trust([prodAccount])], [failed]);

    expect(effects[0]).not.toHaveProperty('before');
    expect(effects[0]?.after).toBe(`account ${prodAccount}: sts:AssumeRole`);
  });

  it('is a try where the call failed', async () => {
    const { effects } = await changesBy([trust(['*'], { errorCode: 'AccessDenied' })]);

    expect(effects).toMatchObject([
      {
        tried: true,
        public: true,
        text: 'had it gone through, role Admin can now be assumed by everyone',
      },
    ]);
  });

  it('does not compare with another inline policy of the same user', async () => {
    const put = (policyName: string, Action: string, fields: object = {}) =>
      call(
        'PutUserPolicy',
        { userName: 'bob', policyName, policyDocument: policy({ Action, Resource: '*' }) },
        fields,
      );
    const earlier = [put('p', 's3:GetObject', daysAgo(3)), put('q', 'ec2:*', daysAgo(2))];

    const { effects } = await changesBy([put('p', '*')], earlier);

    expect(effects).toMatchObject([
      {
        adminEquivalent: true,
        added: ['*'],
        removed: ['s3:getobject'],
        beforeEventId: earlier[0]?.['eventID'],
      },
    ]);
  });

  it('knows from the history what a policy with a name of one’s own allows', async () => {
    const policyArn = `arn:aws:iam::${prodAccount}:policy/helper`;
    const made = call(
      'CreatePolicy',
      { policyName: 'helper', policyDocument: policy({ Action: '*', Resource: '*' }) },
      { ...daysAgo(1), responseElements: { policy: { arn: policyArn } } },
    );

    const { effects } = await changesBy(
      [call('AttachUserPolicy', { userName: 'bob', policyArn })],
      [made],
    );

    expect(effects).toMatchObject([
      {
        adminEquivalent: true,
        privileges: ['helper', '*'],
        text: 'user bob now has policy helper, which allows * (as good as administrator)',
      },
    ]);
  });

  it('knows what a version of a policy says that came into force', async () => {
    const policyArn = `arn:aws:iam::${prodAccount}:policy/helper`;
    const version = (versionId: string, Action: string, days: number) =>
      call(
        'CreatePolicyVersion',
        { policyArn, policyDocument: policy({ Action, Resource: '*' }) },
        { ...daysAgo(days), responseElements: { policyVersion: { versionId } } },
      );

    const { effects } = await changesBy(
      [call('SetDefaultPolicyVersion', { policyArn, versionId: 'v2' })],
      [version('v2', '*', 5), version('v3', 's3:*', 2)],
    );

    expect(effects).toMatchObject([{ adminEquivalent: true, privileges: ['version v2', '*'] }]);
  });

  it('tells the gravest first and the same once', async () => {
    const { effects } = await changesBy([
      call('DeleteAccessKey', { userName: 'bob' }),
      trust([strangeAccount]),
      trust([strangeAccount]),
      trust(['*']),
    ]);

    expect(effects.map((effect) => [effect.public, effect.external, effect.reduces])).toEqual([
      [true, true, false],
      [false, true, false],
      [false, false, true],
    ]);
  });
});
