import { randomUUID } from 'node:crypto';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { hourMs } from '#src/model/time.ts';

export const start = Date.UTC(2026, 10, 1);
export const alice = 'arn:aws:iam::111122223333:user/alice';
export const role = 'arn:aws:iam::111122223333:role/deploy';
export const session = 'arn:aws:sts::111122223333:assumed-role/deploy/build-7';

/** A record of alice's, an hour times `hour` after the start. */
export function aRecord(hour: number, changes: RawRecord = {}): RawRecord {
  return {
    eventVersion: '1.11',
    eventID: randomUUID(),
    eventTime: new Date(start + hour * hourMs).toISOString().replace('.000Z', 'Z'),
    eventSource: 'iam.amazonaws.com',
    eventName: 'ListUsers',
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'Terraform/1.9.0',
    readOnly: true,
    managementEvent: true,
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: alice,
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLE1',
      userName: 'alice',
    },
    ...changes,
  };
}

const byRole = {
  userIdentity: {
    type: 'AssumedRole',
    arn: session,
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLE7',
    sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
  },
};

const assumed = {
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  sharedEventID: 'shared-7',
  requestParameters: { roleArn: role, roleSessionName: 'build-7' },
  responseElements: {
    credentials: { accessKeyId: 'ASIAEXAMPLE7' },
    assumedRoleUser: { arn: session },
  },
};

const hostile = JSON.parse(
  `{"eventID":"odd \\u0000 id","eventTime":"not a time","userIdentity":{"arn":7},"awsRegion":{"a":1},
    "sourceIPAddress":"x\\u0000y\\ud800'; --","__proto__":{"eventName":"Polluted"},"resources":"none","requestParameters":[null]}`,
) as RawRecord;

export const records = {
  listed: aRecord(0),
  listedAgain: aRecord(1, { awsRegion: 'eu-west-1' }),
  denied: aRecord(2, { errorCode: 'AccessDenied', readOnly: false, eventName: 'CreateUser' }),
  assumed: aRecord(3, assumed),
  refused: aRecord(3.5, { ...assumed, responseElements: null, errorCode: 'AccessDenied' }),
  published: aRecord(4, {
    ...byRole,
    eventSource: 'lambda.amazonaws.com',
    eventName: 'UpdateFunctionCode20150331v2',
    readOnly: 'false',
    requestParameters: { functionName: 'pay', layers: [{ layerArn: 'arn:aws:lambda:::layer:a' }] },
    resources: [{ ARN: 'arn:aws:lambda:us-east-1:111122223333:function:pay' }],
  }),
  hostile,
};
export const unidentified = aRecord(5, { eventID: undefined, eventName: 'NoId' });
