import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aCaseFile, type CaseFields } from '../../../test/a-case-file.ts';
import { aCallOfAlice } from '../../../test/an-alert.ts';
import { actsPhrase, besidePhrase } from './acts.ts';

let made = 0;

function aCall(eventName: string, requestParameters: unknown, fields: RawRecord = {}): RawRecord {
  made += 1;
  return aCallOfAlice({ eventName, requestParameters, eventID: `call-${made}`, ...fields });
}

const ec2 = { eventSource: 'ec2.amazonaws.com' };
const refused = { ...ec2, errorCode: 'Client.UnauthorizedOperation' };
const trail = { eventSource: 'cloudtrail.amazonaws.com' };
const snapshots = (...ids: readonly string[]) =>
  ids.map((snapshotId) => aCall('DeleteSnapshot', { snapshotId }, ec2));

function told(records: readonly RawRecord[], fields: CaseFields = {}): string {
  return actsPhrase(aCaseFile({ records, ...fields }));
}

describe('actsPhrase', () => {
  it.each([
    [snapshots('snap-1'), 'deleted snapshot snap-1'],
    [snapshots('snap-1', 'snap-2'), 'deleted snapshots snap-1 and snap-2'],
    [snapshots('snap-1', 'snap-2', 'snap-3', 'snap-4'), 'deleted 4 snapshots (snap-1, snap-2, …)'],
    [
      [aCall('StopInstances', { instancesSet: { items: [{ instanceId: 'i-1' }] } }, ec2)],
      'stopped instance i-1',
    ],
    [[aCall('ListRoles', null), aCall('ListRoles', null)], 'listed roles (IAM) 2 times'],
    [
      [
        aCall('GetPasswordData', { instanceId: 'i-1' }, refused),
        aCall('GetPasswordData', { instanceId: 'i-2' }, refused),
      ],
      'tried to read the administrator password of instances i-1 and i-2, refused each time: UnauthorizedOperation',
    ],
    [
      [
        aCall('ListUsers', null, { errorCode: 'AccessDenied' }),
        aCall('ListRoles', null, { errorCode: 'AccessDenied' }),
      ],
      'tried to list users (IAM) and list roles (IAM), each refused: AccessDenied',
    ],
    [
      [
        aCall(
          'DeleteTrail',
          { name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main' },
          {
            eventSource: 'cloudtrail.amazonaws.com',
          },
        ),
      ],
      'deleted trail “main”',
    ],
  ])('folds what was done many times (%#)', (records, phrase) => {
    expect(told(records)).toBe(phrase);
  });

  it('counts with the history what the evidence holds in part', () => {
    const calls = [
      { action: 'ec2.amazonaws.com:DeleteSnapshot', errorCode: '', count: 30, resources: 30 },
    ];

    const phrase = told(snapshots('snap-1', 'snap-2'), {
      alert: { count: 30 },
      facts: { calls: { calls, more: false } },
    });

    expect(phrase).toBe('deleted 30 snapshots (snap-1, snap-2, …)');
  });

  it('names the account of a thing that lies in another one', () => {
    const roleArn = 'arn:aws:iam::444455556666:role/path/Deploy';
    const fields = { eventSource: 'sts.amazonaws.com' };

    expect(told([aCall('AssumeRole', { roleArn, roleSessionName: 's' }, fields)])).toBe(
      'assumed role Deploy of account 444455556666 as session s',
    );
  });

  it('tells of others who took part by their names', () => {
    const identity = {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/eve',
      accountId: '111122223333',
      userName: 'eve',
    };
    const records = [
      aCall('CreateUser', { userName: 'bob' }),
      aCall('ListUsers', null, { userIdentity: identity }),
    ];

    expect(told(records)).toBe('created user bob; eve listed users (IAM)');
  });
});

describe('besidePhrase', () => {
  const at = (eventTime: string) => ({ ...trail, eventTime });
  const stop = aCall('StopLogging', { name: 'main-1' }, at('2026-11-20T23:36:56Z'));
  const deleted = ['snap-1', 'snap-2', 'snap-3', 'snap-4', 'snap-5'].map((snapshotId) =>
    aCall('DeleteSnapshot', { snapshotId }, { ...ec2, eventTime: '2026-11-20T23:42:00Z' }),
  );
  const acts = (isSample: boolean) =>
    deleted.map((record, index) => ({
      time: Date.parse('2026-11-20T23:42:00Z'),
      eventId: `call-of-story-${index}`,
      record,
      ...(isSample ? { isSample: true as const } : {}),
    }));

  it('gives no number of calls of which only some are known', () => {
    const file = aCaseFile({ records: [stop], storyActs: acts(true) });

    expect(besidePhrase(file)).toBe(
      'Part of one act from 23:36 to 23:42 UTC that also deleted snapshots such as snap-1 and snap-2',
    );
  });

  it('counts calls that are all known, and leaves the own act to its own sentence', () => {
    const file = aCaseFile({ records: [stop], storyActs: acts(false) });

    expect(besidePhrase(file)).toBe(
      'Part of one act from 23:36 to 23:42 UTC that also deleted 5 snapshots (snap-1, snap-2, …)',
    );
    expect(actsPhrase(file)).toBe('stopped the logging of trail main-1');
  });

  it('says nothing of an alert that stands alone', () => {
    expect(besidePhrase(aCaseFile({ records: [stop] }))).toBe('');
  });
});

describe('names that are ordinary words', () => {
  it.each([
    [aCall('DeleteTrail', { name: 'account' }, trail), 'deleted trail “account”'],
    [aCall('CreateUser', { userName: 'bob' }), 'created user bob'],
    [
      aCall('PutUserPolicy', {
        userName: 'bob',
        policyName: 'all',
        policyDocument: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      }),
      'wrote inline policy “all” of user bob that allows everything',
    ],
  ])('are marked as names (%#)', (record, phrase) => {
    expect(told([record])).toBe(phrase);
  });
});

describe('what there is no room for', () => {
  const bucket = { eventSource: 's3.amazonaws.com' };
  const records = Array.from({ length: 6 }, (_, index) =>
    aCall(
      ['PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketTagging'][index % 4] ??
        '',
      { bucketName: `a-bucket-with-a-name-so-long-that-few-of-it-fit-${index}` },
      bucket,
    ),
  );

  it('is named by its calls', () => {
    const told = actsPhrase(aCaseFile({ records }), { own: 100, story: 0 });

    expect(told).toMatch(/ made other calls such as PutBucketAcl and PutBucketTagging$/);
  });

  it('is told without names where even these do not fit', () => {
    const room = { own: 100, story: 0, isAlone: true } as const;

    expect(actsPhrase(aCaseFile({ records }), room)).toMatch(/ made other calls$/);
  });
});
