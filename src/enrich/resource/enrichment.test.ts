import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import {
  aConfig,
  anAssumeRole,
  anIamUser,
  aRecord,
  prodAccount,
  strangeAccount,
} from '../../../test/builders.ts';
import { resource } from './enrichment.ts';

const alertTime = Date.UTC(2026, 2, 3, 12);
const at = (hoursBefore: number, fields: Record<string, unknown> = {}): RawRecord =>
  aRecord({ eventTime: new Date(alertTime - hoursBefore * 3_600_000).toISOString(), ...fields });

const bucketArn = 'arn:aws:s3:::payments';
const policyPut = at(0, {
  eventSource: 's3.amazonaws.com',
  eventName: 'PutBucketPolicy',
  requestParameters: { bucketName: 'payments' },
  resources: [{ ARN: bucketArn, accountId: prodAccount, type: 'AWS::S3::Bucket' }],
});

async function factOf(
  records: readonly RawRecord[],
  events: readonly RawRecord[] = [],
  config: object = {},
) {
  const context = aContext({ events: [...events, ...records], config: aConfig({ ...config }) });
  return resource.value.parse((await resource.enrich(aSubject(records), context, signal)).value);
}

const objectRead = (hoursBefore: number, key: string, fields: Record<string, unknown> = {}) =>
  at(hoursBefore, {
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    readOnly: true,
    requestParameters: { bucketName: 'payments', key },
    resources: [{ ARN: `${bucketArn}/${key}` }, { ARN: bucketArn }],
    additionalEventData: { bytesTransferredOut: 1000 },
    ...fields,
  });

describe('resource', () => {
  it('says what a touched resource is and who used it before', async () => {
    const bob = { userIdentity: anIamUser('bob') };

    const { resources } = await factOf(
      [policyPut],
      [
        objectRead(72, 'a', bob),
        objectRead(96, 'b', bob),
        objectRead(2, 'c', bob),
        objectRead(24 * 40, 'd'),
      ],
    );

    expect(resources).toEqual([
      {
        resource: bucketArn,
        name: 'payments',
        type: 's3:bucket',
        account: prodAccount,
        region: '',
        users: {
          events: 2,
          actors: [
            {
              actor: `arn:aws:iam::${prodAccount}:user/bob`,
              events: 2,
              writes: 0,
              failed: 0,
              lastSeen: '2026-02-28T12:00:00.000Z',
            },
          ],
          actorCount: 1,
          knownToActor: false,
        },
      },
    ]);
  });

  it('leaves out sessions and their keys', async () => {
    const assumed = anAssumeRole(anIamUser('alice'), {
      role: 'deploy',
      session: 'build-7',
      key: 'ASIAEXAMPLEEXAMPLE77',
    });

    const { resources } = await factOf([{ ...assumed, eventTime: '2026-03-03T12:00:00Z' }]);

    expect(resources.map(({ type, name }) => [type, name])).toEqual([['iam:role', 'deploy']]);
  });

  it.each([
    [{ instanceId: 'i-0123456789abcdef0' }, 'ec2:instance', 'eu-west-1'],
    [{ roleArn: 'arn:aws:iam::111122223333:role/ops/deploy' }, 'iam:role', ''],
    [{ topicArn: 'arn:aws:sns:us-east-1:111122223333:alarms' }, 'sns:topic', 'us-east-1'],
    [{ functionName: 'pay' }, 'iam:user', 'eu-west-1'],
    [
      { tableArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/t' },
      'dynamodb:table',
      'us-east-1',
    ],
  ])('knows the type of %o', async (requestParameters, type, region) => {
    const { resources } = await factOf([at(0, { eventName: 'CreateUser', requestParameters })]);

    expect(resources).toMatchObject([{ type, region, account: prodAccount }]);
  });

  it('takes labels from the configuration, then from tags, then from the account', async () => {
    const created = at(0, {
      requestParameters: {
        bucketName: 'payments',
        tagSet: {
          items: [
            { key: 'Owner', value: 'team-b' },
            { key: 'Data-Class', value: 'personal' },
          ],
        },
        tags: { Environment: 'test', __proto__: { Owner: 'x' } },
      },
    });

    const { resources } = await factOf([created], [], {
      resources: [{ pattern: 'pay*', owner: 'payments team', criticality: 3 }],
      accounts: [
        { id: prodAccount, name: 'production', environment: 'production', criticality: 2 },
      ],
    });

    expect(resources[0]).toMatchObject({
      owner: { value: 'payments team', from: 'configuration' },
      data: { value: 'personal', from: 'tags' },
      environment: { value: 'test', from: 'tags' },
      criticality: { value: 3, from: 'configuration' },
    });
  });

  it.each([
    'arn:aws:iam::aws:policy/AdministratorAccess',
    'arn:aws-us-gov:iam::aws:policy/job-function/Billing',
    'arn:aws:bedrock:us-east-1::foundation-model/example.text-v1',
  ])('gives %s, which is of AWS itself, no label of the account or of the tags', async (arn) => {
    const attached = at(0, {
      eventName: 'AttachUserPolicy',
      requestParameters: { policyArn: arn, tags: [{ key: 'Environment', value: 'test' }] },
      resources: [{ ARN: arn }],
    });

    const { resources } = await factOf([attached], [], {
      accounts: [
        { id: prodAccount, name: 'production', environment: 'production', criticality: 3 },
      ],
    });

    const found = resources.find((each) => each.resource === arn);
    expect(found).toMatchObject({ account: 'aws' });
    expect(found).not.toHaveProperty('environment');
    expect(found).not.toHaveProperty('criticality');
  });

  it('counts what data the actor read around the alert', async () => {
    const secret = (name: string, fields = {}) =>
      at(1, {
        eventSource: 'secretsmanager.amazonaws.com',
        eventName: 'GetSecretValue',
        requestParameters: { secretId: name },
        ...fields,
      });

    const { reads } = await factOf(
      [policyPut],
      [
        ...Array.from({ length: 40 }, (_, index) =>
          objectRead(index < 4 ? 0.2 : 3, `key-${index % 20}`),
        ),
        objectRead(3, 'refused', { errorCode: 'AccessDenied' }),
        objectRead(3, 'other', { userIdentity: anIamUser('bob') }),
        objectRead(30, 'earlier'),
        secret('db'),
        secret('db'),
        secret('api', { errorCode: 'AccessDenied' }),
      ],
    );

    expect(reads.objects).toMatchObject({
      count: 40,
      failed: 1,
      nameCount: 21,
      buckets: ['payments'],
    });
    expect(reads.objects).toMatchObject({ bytes: 4000, bytesKnownFor: 4 });
    expect(reads.secrets).toMatchObject({
      count: 2,
      failed: 1,
      names: ['db', 'api'],
      nameCount: 2,
    });
    expect(reads.parameters).toBeUndefined();
  });

  it('names snapshots that were given away, and to whom', async () => {
    const shared = at(0, {
      eventSource: 'ec2.amazonaws.com',
      eventName: 'ModifySnapshotAttribute',
      requestParameters: {
        snapshotId: 'snap-0123456789abcdef0',
        createVolumePermission: { add: { items: [{ userId: strangeAccount }, { group: 'all' }] } },
      },
    });

    const { reads } = await factOf([shared]);

    expect(reads.shared).toEqual([
      {
        resource: 'snap-0123456789abcdef0',
        with: ['everyone', strangeAccount],
        time: '2026-03-03T12:00:00.000Z',
        eventId: shared['eventID'],
      },
    ]);
  });

  it('says when data events are off, for the account or for the bucket', async () => {
    const elsewhere = objectRead(100, 'a', {
      requestParameters: { bucketName: 'other' },
      resources: [{ ARN: 'arn:aws:s3:::other/a' }, { ARN: 'arn:aws:s3:::other' }],
    });

    const off = await factOf([policyPut]);
    const offHere = await factOf([policyPut], [elsewhere]);
    const on = await factOf([policyPut], [objectRead(100, 'a')]);

    expect(off.note).toContain('no object-level events of s3 in this account');
    expect(offHere.dataEvents).toEqual([
      { service: 's3.amazonaws.com', seen: true },
      { service: 's3.amazonaws.com', resource: 'payments', seen: false },
    ]);
    expect(offHere.note).toContain('for the bucket');
    expect(on.note).toBeUndefined();
  });

  it.each([
    [{ resources: 'none', requestParameters: [null], recipientAccountId: 7 }],
    [
      {
        requestParameters: { tags: [1, null, { key: 5 }], bucketName: { a: 1 } },
        responseElements: 3,
      },
    ],
    [{ resources: [{ ARN: 'arn:' }, { ARN: 'arn:aws:s3' }, null] }],
  ])('takes records of any shape (%#)', async (fields) => {
    const value = await factOf([at(0, fields)]);

    expect(value.resourceCount).toBeLessThan(3);
  });
});
