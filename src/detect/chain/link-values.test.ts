import { describe, expect, it } from 'vitest';
import { anAssumeRole, anIamUser, aRecord, aRoleSession } from '../../../test/builders.ts';
import { LinkValues } from './link-values.ts';
import { specificResourcesOf } from './specific.ts';

const nobody = { actorKey: '', accessKey: '', sourceIp: '' };

function valuesOf(record: Readonly<Record<string, unknown>>): readonly string[] {
  const links = new LinkValues();
  links.add({ ...nobody, record });
  return links.values.map(({ by, value }) => `${by} ${value}`);
}

describe('what an alert can be joined by', () => {
  it('is who called, with which key, from where, and the session', () => {
    const session = { role: 'deploy', session: 'ann@example.com', key: 'ASIAEXAMPLE1' };

    expect(valuesOf(aRecord({ userIdentity: aRoleSession(session) }))).toEqual([
      'actor arn:aws:iam::111122223333:role/deploy#ann@example.com',
      'access-key ASIAEXAMPLE1',
      'ip 203.0.113.9',
      'session arn:aws:sts::111122223333:assumed-role/deploy/ann@example.com',
    ]);
  });

  it('is who came to be by it', () => {
    const created = aRecord({
      eventName: 'CreateUser',
      responseElements: { user: { arn: 'arn:aws:iam::111122223333:user/new' } },
    });
    const key = aRecord({
      eventName: 'CreateAccessKey',
      responseElements: { accessKey: { accessKeyId: 'AKIANEWEXAMPLE', userName: 'new' } },
    });
    const assumed = anAssumeRole(anIamUser('alice'), { role: 'r', session: 's', key: 'ASIANEW' });

    expect(valuesOf(created)).toContain('actor arn:aws:iam::111122223333:user/new');
    expect(valuesOf(key)).toContain('access-key AKIANEWEXAMPLE');
    expect(valuesOf(assumed)).toContain('access-key ASIANEW');
  });

  it('is not who would have come to be, had the call not been refused', () => {
    const refused = aRecord({
      eventName: 'CreateAccessKey',
      errorCode: 'AccessDenied',
      responseElements: { accessKey: { accessKeyId: 'AKIANEWEXAMPLE' } },
    });

    expect(valuesOf(refused)).not.toContain('access-key AKIANEWEXAMPLE');
  });

  it.each(['guardduty.amazonaws.com', 'AWS Internal', 'anonymous', ''])(
    'is not %s, behind whom are many',
    (name) => {
      const links = new LinkValues();
      links.add({ actorKey: name, accessKey: '', sourceIp: name });

      expect(links.values).toEqual([]);
    },
  );

  it('is bounded, however many addresses there are', () => {
    const links = new LinkValues();
    for (let last = 0; last < 100; last += 1)
      links.add({ ...nobody, sourceIp: `198.51.100.${last}` });

    expect(links.values).toHaveLength(12);
  });

  it.each([
    { userIdentity: 'nobody', responseElements: 7, requestParameters: [null] },
    { userIdentity: { type: 'AssumedRole', arn: 5 }, responseElements: { accessKey: 'x' } },
    JSON.parse('{"__proto__": {"userIdentity": 1}, "resources": [{"ARN": {}}]}'),
  ])('is read from records of any shape (%#)', (record) => {
    expect(() => valuesOf(record)).not.toThrow();
  });
});

describe('specific resources', () => {
  it.each([
    [{ groupId: 'sg-0123456789abcdef0' }, ['sg-0123456789abcdef0']],
    [{ vpcId: 'vpc-0123456789abcdef0' }, []],
    [
      { roleArn: 'arn:aws:iam::111122223333:role/team/deploy' },
      ['arn:aws:iam::111122223333:role/deploy'],
    ],
    [{ policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }, []],
    [{ principalArn: 'arn:aws:iam::111122223333:root' }, []],
    [{ resourceArn: 'arn:aws:iam::111122223333:role/*' }, []],
    [{ objectArn: 'arn:aws:s3:::exports/2026/part-0' }, ['arn:aws:s3:::exports']],
    [{ groupName: 'default' }, []],
  ])('of %o are %o', (requestParameters, expected) => {
    const record = aRecord({ eventSource: 'ec2.amazonaws.com', requestParameters });

    expect(specificResourcesOf(record)).toEqual(expected);
  });

  it('are users, roles and buckets even where they are named without an ARN', () => {
    const user = aRecord({ requestParameters: { userName: 'bob' } });
    const bucket = aRecord({
      eventSource: 's3.amazonaws.com',
      requestParameters: { bucketName: 'exports' },
    });

    expect(specificResourcesOf(user)).toEqual(['arn:aws:iam::111122223333:user/bob']);
    expect(specificResourcesOf(bucket)).toEqual(['arn:aws:s3:::exports']);
  });
});
