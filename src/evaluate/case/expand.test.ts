import { describe, expect, it } from 'vitest';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { bag } from '#src/normalize/untyped.ts';
import { expandCase } from './expand.ts';
import { CaseForm, World } from './format.ts';

const world = World.parse({
  accounts: { prod: '111122223333', tools: '444455556666' },
  places: { office: '192.0.2.10', stranger: '203.0.113.9' },
  agents: { cli: 'aws-cli/2', console: 'Mozilla/5.0' },
  config: { egress: ['192.0.2.0/24'] },
  networks: {},
  before: [{ by: 'user bob', calls: ['s3:ListBuckets'], days: 7 }],
  routines: { daily: { by: 'user ann', calls: ['ec2:DescribeInstances'], days: 3, always: true } },
});

function expanded(fields: Record<string, unknown>) {
  const label = { verdict: 'benign', severity: ['low'], why: 'so it is' };
  const form = { id: 'a-case', label, by: 'user ann', at: '2026-11-18T10:00:00Z', ...fields };
  return expandCase(CaseForm.parse(form), world);
}

const first = (fields: Record<string, unknown>) => expanded({ events: [fields] }).records[0] ?? {};

describe('expandCase', () => {
  it('makes of a call what CloudTrail would deliver', () => {
    const record = first({ call: 'iam:CreateUser', with: { userName: 'eve' }, from: 'stranger' });

    expect(record).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      awsRegion: 'us-east-1',
      sourceIPAddress: '203.0.113.9',
      userAgent: 'aws-cli/2',
      recipientAccountId: '111122223333',
      readOnly: false,
      requestParameters: { userName: 'eve' },
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann' },
    });
  });

  it.each([
    ['root', { type: 'Root', arn: 'arn:aws:iam::111122223333:root' }],
    ['role Deploy/run', { arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/run' }],
    ['role Deploy/run in tools', { arn: 'arn:aws:sts::444455556666:assumed-role/Deploy/run' }],
    ['service ec2.amazonaws.com', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }],
    ['anonymous', { type: 'AWSAccount', accountId: 'anonymous' }],
    ['federated ann/support', { arn: 'arn:aws:sts::111122223333:federated-user/support' }],
    ['saml lena@example.com', { type: 'SAMLUser', userName: 'lena@example.com' }],
  ])('knows %s', (by, identity) => {
    expect(first({ call: 's3:ListBuckets', by })['userIdentity']).toMatchObject(identity);
  });

  it('names the case in which somebody cannot be read', () => {
    expect(() => first({ call: 's3:ListBuckets', by: 'ghost ann' })).toThrow(
      /case a-case: .ghost ann/,
    );
  });

  it('gives a session the key that the call which opened it gave out', () => {
    const { records } = expanded({
      events: [
        { call: 'sts:AssumeRole', opens: 'role Deploy/run' },
        { call: 's3:ListBuckets', by: 'role Deploy/run' },
      ],
    });
    const [opening, use] = records;
    const { credentials } = bag(opening?.['responseElements']);

    expect(bag(credentials)['accessKeyId']).toBe(bag(use?.['userIdentity'])['accessKeyId']);
    expect(opening?.['requestParameters']).toMatchObject({
      roleArn: 'arn:aws:iam::111122223333:role/Deploy',
      roleSessionName: 'run',
    });
  });

  it('repeats an event with its number, at times that follow each other', () => {
    const { records } = expanded({
      events: [
        { call: 's3:GetObject', with: { key: 'k{n}' }, times: 3, every: '1m' },
        { call: 's3:ListBuckets', at: '+1h' },
      ],
    });

    expect(records.slice(0, 3).map((record) => bag(record['requestParameters'])['key'])).toEqual([
      'k1',
      'k2',
      'k3',
    ]);
    expect(
      records.map((record) => (eventTimeOf(record) - Date.parse('2026-11-18T10:00:00Z')) / 60_000),
    ).toEqual([0, 1, 2, 60]);
    expect(new Set(records.map((record) => record['eventID'])).size).toBe(4);
  });

  it('hides what was asked where IAM refuses, as CloudTrail does', () => {
    const record = first({
      call: 'iam:CreateUser',
      with: { userName: 'eve' },
      error: 'AccessDenied',
    });

    expect(record).toMatchObject({ requestParameters: null, errorCode: 'AccessDenied' });
    expect(record['errorMessage']).toContain('arn:aws:iam::111122223333:user/eve');
  });

  it('fills the days before with routines, at weekends only where they always run', () => {
    const { before } = expanded({ before: ['daily'], events: [{ call: 's3:ListBuckets' }] });

    expect(before.filter((record) => record['eventName'] === 'ListBuckets')).toHaveLength(5);
    expect(before.filter((record) => record['eventName'] === 'DescribeInstances')).toHaveLength(3);
  });

  it('adds to the configuration of the world', () => {
    const { config } = expanded({
      config: { egress: ['198.51.100.0/24'] },
      events: [{ call: 's3:ListBuckets' }],
    });

    expect(config.egress).toEqual(['192.0.2.0/24', '198.51.100.0/24']);
  });
});
