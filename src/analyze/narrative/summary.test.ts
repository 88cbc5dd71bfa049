import { describe, expect, it } from 'vitest';
import type { EnrichedAlert } from '#src/model/alert.ts';
import { aCaseFile } from '../../../test/a-case-file.ts';
import { aCallOfAlice, anAlert } from '../../../test/an-alert.ts';
import { aConfig } from '../../../test/builders.ts';
import { plain } from './plain.ts';
import { summaryOf } from './summary.ts';

const create = aCallOfAlice({ eventName: 'CreateUser', requestParameters: { userName: 'bob' } });
const when = 'on 2026-11-20 at 09:14 UTC in eu-west-1 from 198.51.100.24';

function actor(fields: Partial<EnrichedAlert['actor']>) {
  return { actor: { ...anAlert().actor, ...fields } };
}

describe('summaryOf', () => {
  it.each([
    [{}, 'IAM user alice of account 111122223333'],
    [{ kind: 'root', name: 'root' }, 'Root user of account 111122223333'],
    [
      { kind: 'sso', name: 'ann@example.com' },
      'Identity Center user ann@example.com of account 111122223333',
    ],
    [{ kind: 'role', name: 'Admin (work)' }, 'Role Admin (work) of account 111122223333'],
    [{ kind: 'aws-service', name: 'ec2.amazonaws.com' }, 'AWS service ec2.amazonaws.com'],
    [{ kind: 'anonymous' }, 'Somebody without credentials'],
    [{ kind: 'unknown' }, 'An unknown actor of account 111122223333'],
  ] as const)('names the actor: %j', (fields, subject) => {
    const summary = summaryOf(aCaseFile({ alert: actor(fields), records: [create] }));

    expect(summary).toBe(`${subject} created user bob ${when}.`);
  });

  it('names the account that was acted on when it is another one, and the names of both', () => {
    const config = aConfig({ accounts: [{ id: '444455556666', name: 'tools' }] });

    const summary = summaryOf(
      aCaseFile({ alert: { account: '444455556666' }, records: [create], config }),
    );

    expect(summary).toContain('created user bob in account 444455556666 (tools) on');
  });

  it('names the first identity when the actor is a role that somebody assumed', () => {
    const chain = [
      {
        name: 'ann',
        principal: 'arn:aws:iam::444455556666:user/ann',
        account: '444455556666',
        how: '',
      },
      { name: 'Jump', principal: 'j', account: '444455556666', how: 'AssumeRole' },
      { name: 'Admin', principal: 'a', account: '111122223333', how: 'AssumeRole' },
    ];

    const summary = summaryOf(
      aCaseFile({ alert: actor({ kind: 'role', name: 'Admin', chain }), records: [create] }),
    );

    expect(summary).toContain(
      'Role Admin of account 111122223333 (first identity: IAM user ann of account 444455556666 through Jump) created',
    );
  });

  it.each([
    ['operations (gita)', 'gita@example.com'],
    ['app (i-0123456789abcdef0)', 'EC2 instance i-0123456789abcdef0'],
  ])('does not repeat whom the session of %s is named after', (name, first) => {
    const chain = [
      { name: first, principal: 'first', how: '' },
      { name, principal: 'second', how: 'AssumeRole' },
    ];

    const summary = summaryOf(
      aCaseFile({ alert: actor({ kind: 'role', name, chain }), records: [create] }),
    );

    expect(summary).toContain(`Role ${name} of account 111122223333 created`);
  });

  it('tells of a call that failed as a try', () => {
    const records = [{ ...create, errorCode: 'AccessDenied' }];

    expect(summaryOf(aCaseFile({ records }))).toContain(
      'tried to create user bob, refused: AccessDenied',
    );
  });

  it('says how often and until when, over days', () => {
    const alert = { count: 12, lastSeen: '2026-11-21T08:00:00.000Z' };

    expect(summaryOf(aCaseFile({ alert, records: [create] }))).toContain(
      'at 09:14 UTC (12 events until 2026-11-21 08:00 UTC)',
    );
  });

  it('leaves out the hours of the window before what was done', () => {
    const name = 'OrganizationAccountAccessRole (somebody@example.com)';
    const window = {
      inside: false,
      window: 'Tue, Thu 20:00–22:00 Europe/Berlin',
      name: 'Releases',
      localTime: 'Fri 10:14',
    };
    const attach = aCallOfAlice({
      eventName: 'AttachUserPolicy',
      eventID: 'attach',
      requestParameters: {
        userName: 'bob',
        policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      },
    });
    const start = aCallOfAlice({
      eventName: 'StopLogging',
      eventSource: 'cloudtrail.amazonaws.com',
      eventID: 'stop',
      requestParameters: {
        name: 'the-trail-of-all-accounts-of-the-organization-and-all-its-guests-in-every-region',
      },
    });

    const summary = summaryOf(
      aCaseFile({
        alert: { ...actor({ kind: 'role', name }), count: 3 },
        records: [create, attach, start],
        facts: { 'maintenance-window': window },
      }),
    );

    expect(summary).toContain(
      'created user bob, attached AdministratorAccess to user bob and stopped',
    );
    expect(summary).toMatch(/, outside the maintenance window\.$/);
    expect(summary.length).toBeLessThanOrEqual(400);
  });

  it('still is a sentence when the history holds no event', () => {
    expect(summaryOf(aCaseFile())).toBe(
      `IAM user alice of account 111122223333 set off “Something happened” ${when}.`,
    );
  });
});

describe('plain', () => {
  it.each([
    ['deploy-bot', 'deploy-bot'],
    ['a\r\n\u0000b', 'a b'],
    ['\u202eexe.png', 'exe.png'],
    ['x'.repeat(100), `${'x'.repeat(79)}…`],
    ['', ''],
  ])('%j', (value, expected) => {
    expect(plain(value)).toBe(expected);
  });
});
