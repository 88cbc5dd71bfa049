import { describe, expect, it } from 'vitest';
import { assumptionOf } from './assumption.ts';

const role = 'arn:aws:iam::444455556666:role/deploy';
const session = 'arn:aws:sts::444455556666:assumed-role/deploy/build-7';
const alice = 'arn:aws:iam::111122223333:user/alice';
const byAlice = { type: 'IAMUser', arn: alice, accountId: '111122223333', accessKeyId: 'AKIA1' };

describe('assumptionOf', () => {
  it('tells who assumed which role and what came out', () => {
    const found = assumptionOf({
      eventID: 'e1',
      sharedEventID: 'shared',
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      awsRegion: 'us-east-1',
      sourceIPAddress: '192.0.2.1',
      recipientAccountId: '111122223333',
      userIdentity: byAlice,
      requestParameters: { roleArn: role, roleSessionName: 'build-7' },
      responseElements: {
        credentials: { accessKeyId: 'ASIA1' },
        assumedRoleUser: { arn: session },
      },
    });

    expect(found).toEqual({
      eventId: 'e1',
      eventName: 'AssumeRole',
      account: '111122223333',
      region: 'us-east-1',
      ip: '192.0.2.1',
      errorCode: '',
      sharedEventId: 'shared',
      callerActor: alice,
      callerArn: alice,
      callerKey: 'AKIA1',
      roleArn: role,
      sessionArn: session,
      issuedKey: 'ASIA1',
    });
  });

  it('names the session that a refused try asked for, without the path of the role', () => {
    const found = assumptionOf({
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      errorCode: 'AccessDenied',
      userIdentity: byAlice,
      requestParameters: {
        roleArn: 'arn:aws:iam::444455556666:role/ci/deploy',
        roleSessionName: 'build-7',
      },
      responseElements: null,
    });

    expect(found).toMatchObject({ errorCode: 'AccessDenied', sessionArn: session, issuedKey: '' });
  });

  it('reads a console role switch from the session that came out', () => {
    const found = assumptionOf({
      eventSource: 'signin.amazonaws.com',
      eventName: 'SwitchRole',
      userIdentity: {
        type: 'AssumedRole',
        arn: session,
        sessionContext: { sessionIssuer: { arn: role } },
      },
      additionalEventData: { SwitchFrom: alice },
      responseElements: { SwitchRole: 'Success' },
    });

    expect(found).toMatchObject({
      callerActor: alice,
      callerArn: alice,
      roleArn: role,
      sessionArn: session,
      errorCode: '',
    });
  });

  it('knows the permission set that Identity Center gave credentials for', () => {
    const found = assumptionOf({
      eventSource: 'sso.amazonaws.com',
      eventName: 'GetRoleCredentials',
      serviceEventDetails: { role_name: 'AdministratorAccess', account_id: '444455556666' },
    });

    expect(found?.roleArn).toBe('AdministratorAccess');
  });

  it.each([
    ['another call', { eventSource: 'sts.amazonaws.com', eventName: 'GetCallerIdentity' }],
    ['the name at another service', { eventSource: 'sso.amazonaws.com', eventName: 'AssumeRole' }],
    ['names of the wrong type', { eventSource: ['sts.amazonaws.com'], eventName: {} }],
  ])('is silent about %s', (_what, record) => {
    expect(assumptionOf(record)).toBeUndefined();
  });

  it.each([
    [{ requestParameters: 'AssumeRole', responseElements: [1], userIdentity: null }],
    [
      {
        requestParameters: { roleArn: 7, roleSessionName: {} },
        responseElements: { credentials: 1 },
      },
    ],
    [{ requestParameters: { roleArn: ':::', roleSessionName: 'x' } }],
  ])('does not stumble over %j', (fields) => {
    const record = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', ...fields };

    expect(assumptionOf(record)).toMatchObject({ sessionArn: '', issuedKey: '' });
  });
});
