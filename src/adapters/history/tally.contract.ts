import { expect, it } from 'vitest';
import type { History } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import { alice, records, role, session, start } from './contract-records.ts';

/** Part of what every adapter of the event history does: counts by the values of columns. */
export function describeTally(history: () => History): void {
  describeTallyColumns(history);
  describeTallyWindows(history);
}

function describeTallyColumns(history: () => History): void {
  const window = { from: start, to: start + 24 * hourMs, limit: 100 };

  it('counts events by the values of some columns, the most frequent first', async () => {
    const [rows] = await history().tally([
      { where: { actor: alice }, by: ['service', 'errorCode'], ...window },
    ]);

    expect(rows?.map(({ values, count, failed, writes }) => [...values, count, failed, writes]))
      // The refused role assumption began after the denied call.
      .toEqual([
        ['iam.amazonaws.com', '', 3, 0, 0],
        ['iam.amazonaws.com', 'AccessDenied', 1, 1, 1],
        ['sts.amazonaws.com', '', 1, 0, 0],
        ['sts.amazonaws.com', 'AccessDenied', 1, 1, 0],
      ]);
    expect(rows?.[0]).toMatchObject({
      firstSeen: start,
      lastSeen: start + 5 * hourMs,
      eventId: records.listed['eventID'],
    });
  });

  it.each([
    [
      { actor: alice },
      ['hour', 'readOnly'],
      [
        [String(start + 3 * hourMs), 'true'],
        [String(start), 'true'],
      ],
    ],
    [{ account: '111122223333' }, ['actor'], [[alice], [role]]],
    [
      { account: '111122223333' },
      ['region', 'accessKey'],
      [
        ['us-east-1', 'AKIAEXAMPLE1'],
        ['eu-west-1', 'AKIAEXAMPLE1'],
      ],
    ],
    [
      { resource: 'pay' },
      ['resource', 'ip'],
      [['arn:aws:lambda:us-east-1:111122223333:function:pay', '192.0.2.10']],
    ],
    [
      { resource: 'arn:aws:lambda:::layer:a', actor: role },
      ['action', 'session'],
      [['lambda.amazonaws.com:UpdateFunctionCode', session]],
    ],
    [{ actor: 'nobody' }, ['userAgent'], []],
  ] as const)('counts the events of %o by %o', async (where, by, values) => {
    const [rows] = await history().tally([{ where, by, ...window, limit: 2 }]);

    expect(rows?.map((row) => row.values).slice(0, values.length)).toEqual(values);
  });
}

function describeTallyWindows(history: () => History): void {
  const window = { from: start - hourMs, to: start + 24 * hourMs, limit: 100 };

  it.each([
    [{ account: '111122223333' }, ['action', 'errorCode']],
    [{ region: 'us-east-1', service: 'iam.amazonaws.com' }, ['hour', 'readOnly']],
    [{}, ['account', 'region']],
    [{ account: 'nowhere' }, ['account']],
  ] as const)('counts whole hours of %o by %o without an event to prove it', async (where, by) => {
    const question = { where, by, ...window };

    const [proven, unproven] = await history().tally([
      question,
      { ...question, withoutEvent: true },
    ]);

    expect(unproven).toEqual(proven?.map((row) => ({ ...row, eventId: '' })));
  });

  it('answers for each question its own window, within its limit', async () => {
    const where = { actor: alice };
    const by = ['hour'] as const;

    const answers = await history().tally([
      { where, by, from: start + hourMs, to: start + 3 * hourMs, limit: 10 },
      { where, by, from: start, to: start + 24 * hourMs, limit: 1 },
      { where, by, from: start + 2.5 * hourMs, to: start + 3.25 * hourMs, limit: 1 },
      { where, by, from: start + 6 * hourMs, to: start + 9 * hourMs, limit: 10 },
    ]);

    const hours = answers.map((rows) =>
      rows.map(({ values, count }) => [Number(values[0]), count]),
    );
    expect(hours).toEqual([
      [
        [start + hourMs, 1],
        [start + 2 * hourMs, 1],
      ],
      [[start + 3 * hourMs, 2]],
      [[start + 3 * hourMs, 1]],
      [],
    ]);
  });

  it('counts an event whose every field is wrong', async () => {
    const [rows] = await history().tally([
      { where: {}, by: ['account', 'readOnly', 'hour'], from: 0, to: 1, limit: 10 },
    ]);

    expect(rows).toMatchObject([
      { values: ['', 'false', '0'], count: 1, eventId: 'odd \u0000 id' },
    ]);
  });
}
