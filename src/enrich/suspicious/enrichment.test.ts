import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord, aRoleSession } from '../../../test/builders.ts';
import { suspicious } from './enrichment.ts';

const call = (name: string, minute = 0, fields: Record<string, unknown> = {}): RawRecord => {
  const [service, eventName] = name.split(':');
  const eventTime = new Date(Date.UTC(2026, 2, 3, 12, minute)).toISOString();
  return aRecord({ eventSource: `${service}.amazonaws.com`, eventName, eventTime, ...fields });
};

const denied = { errorCode: 'AccessDenied', responseElements: null };
const act = call('iam:AttachUserPolicy');

async function findingsFor(events: readonly RawRecord[], of: RawRecord = act) {
  const context = aContext({ events: [...events, of] });
  return suspicious.enrich(aSubject([of]), context, signal);
}

describe('suspicious', () => {
  it('names non-read operations by access level, permissions first', async () => {
    const { value, evidence } = await findingsFor([
      call('ec2:DescribeInstances'),
      call('ec2:TerminateInstances', 5),
      call('ec2:TerminateInstances', 9, denied),
      call('s3:GetObject'),
      call('iam:TagUser'),
    ]);

    expect(value.changes).toMatchObject([
      { action: 'iam.amazonaws.com:AttachUserPolicy', level: 'Permissions management' },
      {
        action: 'ec2.amazonaws.com:TerminateInstances',
        level: 'Write',
        count: 2,
        failed: 1,
        firstSeen: '2026-03-03T12:05:00.000Z',
        lastSeen: '2026-03-03T12:09:00.000Z',
      },
      { action: 'iam.amazonaws.com:TagUser', level: 'Tagging' },
    ]);
    expect(value.levels).toEqual({
      list: 1,
      read: 1,
      tagging: 1,
      write: 2,
      permissions: 1,
      unknown: 0,
    });
    expect(evidence).toContain(value.changes[1]?.eventId);
  });

  it('looks an hour around the alert and at nobody else', async () => {
    const { value } = await findingsFor([
      call('ec2:RunInstances', -70),
      call('ec2:RunInstances', 70),
      call('ec2:RunInstances', 0, { userIdentity: anIamUser('bob') }),
    ]);

    expect(value).toMatchObject({ scope: 'actor', calls: 1, from: '2026-03-03T11:00:00.000Z' });
  });

  it('looks at one session of a role, not at the others', async () => {
    const session = { role: 'Deploy', session: 'one', key: 'ASIAONEEXAMPLE000001' };
    const mine = { userIdentity: aRoleSession(session) };
    const other = { userIdentity: aRoleSession({ ...session, session: 'two' }) };

    const { value } = await findingsFor(
      [call('ec2:RunInstances', 1, mine), call('ec2:RunInstances', 2, other)],
      call('iam:CreateUser', 0, mine),
    );

    expect(value).toMatchObject({ scope: 'session', calls: 2 });
  });

  it('counts failures by error and tells a burst of refusals', async () => {
    const { value } = await findingsFor([
      call('s3:ListBuckets', 1, denied),
      call('iam:ListUsers', 2, denied),
      call('ec2:RunInstances', 4, { errorCode: 'Client.UnauthorizedOperation' }),
      call('ec2:RunInstances', 5, { errorCode: 'Client.InvalidParameterValue' }),
    ]);

    expect(
      value.failures.map(({ error, denied: refused, count }) => [error, refused, count]),
    ).toEqual([
      ['AccessDenied', true, 2],
      ['Client.InvalidParameterValue', false, 1],
      ['Client.UnauthorizedOperation', true, 1],
    ]);
    expect(value.deniedBurst).toMatchObject({ count: 3, distinctActions: 3, spanMinutes: 3 });
  });

  it('does not take two refusals for a burst', async () => {
    const { value } = await findingsFor([
      call('s3:ListBuckets', 1, denied),
      call('s3:ListBuckets', 2, denied),
    ]);

    expect(value.deniedBurst).toBeUndefined();
  });

  it('tells steps to more rights and steps against logging apart', async () => {
    const { value } = await findingsFor([
      call('cloudtrail:StopLogging', 3),
      call('iam:CreateAccessKey', 2, denied),
      call('lambda:UpdateFunctionCode20150331v2', 6),
    ]);

    expect(value.escalation.map(({ action, failed }) => [action, failed])).toEqual([
      ['iam.amazonaws.com:AttachUserPolicy', 0],
      ['iam.amazonaws.com:CreateAccessKey', 1],
      ['lambda.amazonaws.com:UpdateFunctionCode', 0],
    ]);
    expect(value.tampering).toMatchObject([{ why: 'stops a trail' }]);
  });

  it('tells a sweep over many services', async () => {
    const services = ['ec2', 'iam', 'rds', 'lambda', 's3'];
    const looks = services.flatMap((service, minute) =>
      ['ListThings', 'ListOthers', 'ListMore'].map((name) => call(`${service}:${name}`, minute)),
    );

    const { value } = await findingsFor(looks);

    expect(value.sweep).toMatchObject({
      distinctActions: 15,
      distinctServices: 5,
      count: 15,
      spanMinutes: 4,
    });
    expect((await findingsFor(looks.slice(1))).value.sweep).toBeUndefined();
  });

  it('is at peace with names that nobody expects', async () => {
    const odd = aRecord({ eventSource: '__proto__', eventName: 'constructor', eventTime: 'never' });

    const { value } = await findingsFor([], odd);

    expect(value).toMatchObject({ calls: 1, levels: { unknown: 1 } });
  });
});
