import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord, prodAccount, toolsAccount } from '../../../test/builders.ts';
import { logHealth } from './enrichment.ts';

const hourMs = 3_600_000;
const alertTime = Date.UTC(2026, 2, 3, 12, 30);

const at = (hoursBefore: number, fields: Record<string, unknown> = {}): RawRecord =>
  aRecord({
    eventTime: new Date(alertTime - hoursBefore * hourMs).toISOString(),
    readOnly: true,
    ...fields,
  });
/** An event in each hour, from the first of these hours before the alert to the second. */
const hourly = (from: number, to: number, fields: Record<string, unknown> = {}) =>
  Array.from({ length: from - to + 1 }, (_, index) => at(from - index, fields));

const act = at(0, { eventName: 'CreateUser' });
const twoWeeks = 24 * 16;

async function factOf(events: readonly RawRecord[]) {
  const context = aContext({ events: [...events, act] });
  return logHealth.value.parse((await logHealth.enrich(aSubject([act]), context, signal)).value);
}

describe('log-health', () => {
  it('names calls that reduced logging in the day before, the latest first', async () => {
    const events = [
      at(3, {
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'StopLogging',
        requestParameters: { name: 'main' },
      }),
      at(2, {
        eventSource: 'guardduty.amazonaws.com',
        eventName: 'DeleteDetector',
        errorCode: 'AccessDenied',
        userIdentity: anIamUser('bob'),
        requestParameters: { detectorId: 'd1' },
      }),
      at(30, { eventSource: 'cloudtrail.amazonaws.com', eventName: 'DeleteTrail' }),
      at(1, {
        recipientAccountId: toolsAccount,
        eventSource: 'ec2.amazonaws.com',
        eventName: 'DeleteFlowLogs',
      }),
    ];

    const value = await factOf(events);

    expect(
      value.reductions.map(({ effect, target, byActor, succeeded, minutesBefore, account }) => [
        effect,
        target,
        byActor,
        succeeded,
        minutesBefore,
        account,
      ]),
    ).toEqual([
      ['deletes flow logs', '', true, true, 60, toolsAccount],
      ['deletes a GuardDuty detector', 'd1', false, false, 120, prodAccount],
      ['stops a trail', 'main', true, true, 180, prodAccount],
    ]);
  });

  it.each([
    ['cloudtrail', 'UpdateTrail', { name: 'a', isMultiRegionTrail: false }, true],
    ['cloudtrail', 'UpdateTrail', { name: 'a', cloudWatchLogsRoleArn: 'b' }, false],
    [
      'cloudtrail',
      'PutEventSelectors',
      { eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true }] },
      false,
    ],
    ['cloudtrail', 'PutEventSelectors', { eventSelectors: [{ readWriteType: 'WriteOnly' }] }, true],
    ['cloudtrail', 'PutEventSelectors', { eventSelectors: 'nonsense' }, false],
    ['guardduty', 'UpdateDetector', { enable: true }, false],
    [
      'guardduty',
      'UpdateDetector',
      { features: [{ name: 'S3_DATA_EVENTS', status: 'DISABLED' }] },
      true,
    ],
    ['guardduty', 'CreateFilter', { action: 'NOOP' }, false],
    [
      's3',
      'PutBucketLogging',
      { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'b' } } },
      false,
    ],
    ['s3', 'PutBucketLogging', { BucketLoggingStatus: {} }, true],
  ])(
    'judges %s:%s by its request (%#)',
    async (service, eventName, requestParameters, isReduction) => {
      const call = at(1, { eventSource: `${service}.amazonaws.com`, eventName, requestParameters });

      expect((await factOf([call])).reductions).toHaveLength(isReduction ? 1 : 0);
    },
  );

  it('names regions and accounts that fell silent, but none that often is', async () => {
    const events = [
      ...hourly(twoWeeks, 1),
      ...hourly(twoWeeks, 20, { awsRegion: 'sa-east-1' }),
      ...hourly(twoWeeks, 26, { recipientAccountId: toolsAccount }),
      // Busy one hour a day.
      ...[...Array(16).keys()].flatMap((day) =>
        Array.from({ length: 8 }, () => at(14 + day * 24, { awsRegion: 'ap-south-1' })),
      ),
    ];

    const { silent, daysBehind } = await factOf(events);

    expect(silent).toEqual([
      expect.objectContaining({
        account: prodAccount,
        region: 'sa-east-1',
        hours: 20,
        usualHours: 0,
      }),
      expect.objectContaining({ account: toolsAccount, hours: 26, usualPerDay: 22.1 }),
    ]);
    expect(silent[1]).not.toHaveProperty('region');
    expect(daysBehind).toBe(14);
  });

  it('finds hours without any event of the account that are longer than it ever had', async () => {
    const events = [...hourly(twoWeeks, 9), ...hourly(4, 0)].filter((_, index) => index % 50 !== 0);

    const { gaps } = await factOf(events);

    expect(gaps).toEqual([
      {
        from: '2026-03-03T04:00:00.000Z',
        to: '2026-03-03T08:00:00.000Z',
        hours: 4,
        usualHours: 1,
      },
    ]);
  });

  it('says when there is not enough history', async () => {
    const value = await factOf(hourly(30, 1));

    expect(value).toMatchObject({ silent: [], gaps: [], enoughHistory: false });
    expect(value.note).toBe('not enough history of this account: 0 days, 14 are needed');
  });
});
