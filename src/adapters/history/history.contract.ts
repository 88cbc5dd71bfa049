import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { History } from '#src/enrich/history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { hourMs } from '#src/model/time.ts';
import { alice, records, role, session, start, unidentified } from './contract-records.ts';
import { describeTally } from './tally.contract.ts';

export interface OpenedHistory {
  readonly history: History;
  close(): Promise<void>;
}

/** What every adapter of the event history does, whatever it stores events in. */
export function describeHistory(
  name: string,
  openWith: (records: readonly RawRecord[]) => Promise<OpenedHistory>,
): void {
  describe(`${name} as event history`, () => {
    let opened: OpenedHistory;
    let history: History;

    beforeAll(async () => {
      opened = await openWith([...Object.values(records), unidentified, records.listed]);
      ({ history } = opened);
    });
    afterAll(() => opened.close());

    describeSeen(() => history);
    describeEvents(() => history);
    describeAssumptions(() => history);
    describeHours(() => history);
    describeTally(() => history);
    describeRecords(() => history);
  });
}

function describeSeen(history: () => History): void {
  const at = (hour: number): number => start + hour * hourMs;

  it.each([
    [{ actor: alice }, 6, at(0), at(5)],
    [{ actor: role }, 1, at(4), at(4)],
    [{ session }, 1, at(4), at(4)],
    [{ accessKey: 'AKIAEXAMPLE1' }, 6, at(0), at(5)],
    [{ account: '111122223333' }, 7, at(0), at(5)],
    [{ region: 'eu-west-1' }, 1, at(1), at(1)],
    [{ ip: '192.0.2.10', actor: alice }, 6, at(0), at(5)],
    [{ service: 'iam.amazonaws.com' }, 4, at(0), at(5)],
    [{ action: 'lambda.amazonaws.com:UpdateFunctionCode' }, 1, at(4), at(4)],
    [{ action: 'iam.amazonaws.com:ListUsers', actor: alice, region: 'us-east-1' }, 1, at(0), at(0)],
    [{ userAgent: 'terraform' }, 7, at(0), at(5)],
    [{ resource: 'pay' }, 1, at(4), at(4)],
    [{ resource: 'arn:aws:lambda:::layer:a', actor: role }, 1, at(4), at(4)],
    [{ resource: 'arn:aws:lambda:us-east-1:111122223333:function:pay' }, 1, at(4), at(4)],
    [{ actor: alice.toUpperCase() }, 0, undefined, undefined],
    [{ actor: '' }, 0, undefined, undefined],
    [{}, 8, 0, at(5)],
  ])('has seen %o', async (where, count, firstSeen, lastSeen) => {
    const [answer] = await history().seen([{ where }]);

    expect(answer).toEqual({ count, firstSeen, lastSeen });
  });

  it('counts what came before a time, for many times at once and in the order asked', async () => {
    const hours = [5.5, 0, 1, 0.5, 3.2, 3.5, 3.6, 2, 100];

    const answers = await history().seen(
      hours.map((hour) => ({ where: { actor: alice }, before: at(hour) })),
    );

    expect(answers.map(({ count }) => count)).toEqual([6, 0, 1, 1, 4, 4, 5, 2, 6]);
    expect(answers.map(({ lastSeen }) => lastSeen).slice(0, 4)).toEqual([
      at(5),
      undefined,
      at(0),
      at(0),
    ]);
  });

  it.each([
    [
      'resource',
      ['arn:aws:lambda:us-east-1:111122223333:function:pay', 'arn:aws:lambda:::layer:a'],
    ],
    ['accessKey', ['AKIAEXAMPLE1', 'ASIAEXAMPLE7']],
    ['session', [session]],
    ['actor', [alice, role]],
    ['ip', ['192.0.2.10']],
  ] as const)('answers about many values of %s at once as about each alone', async (by, values) => {
    const others = Array.from({ length: 8 }, (_, at) => `never seen ${at}`);
    const questions = [...values, ...others].map((value) => ({ where: { [by]: value } }));

    const together = await history().seen(questions);
    const alone = await Promise.all(questions.map((question) => history().seen([question])));

    expect(together).toEqual(alone.flat());
    expect(together.map(({ count }) => count > 0)).toEqual([
      ...values.map(() => true),
      ...others.map(() => false),
    ]);
  });

  it('answers questions of different shapes in the order asked', async () => {
    const answers = await history().seen([
      { where: { region: 'eu-west-1' } },
      { where: { actor: role } },
      { where: { actor: 'nobody' } },
      { where: { region: 'us-east-1', actor: alice } },
    ]);

    expect(answers.map(({ count }) => count)).toEqual([1, 1, 0, 5]);
  });
}

function describeEvents(history: () => History): void {
  const window = { from: start, to: start + 24 * hourMs, limit: 100 };

  it('tells what an event was, with its name as delivered', async () => {
    const [events] = await history().events([{ where: { actor: role }, ...window }]);

    expect(events).toEqual([
      {
        eventId: records.published['eventID'],
        time: start + 4 * hourMs,
        eventName: 'UpdateFunctionCode20150331v2',
        eventSource: 'lambda.amazonaws.com',
        account: '111122223333',
        region: 'us-east-1',
        actor: role,
        session,
        accessKey: 'ASIAEXAMPLE7',
        ip: '192.0.2.10',
        userAgent: 'terraform',
        errorCode: '',
        readOnly: false,
        resource: 'arn:aws:lambda:us-east-1:111122223333:function:pay',
      },
    ]);
  });

  it('lists a window oldest first, from inclusive to exclusive, within the limit', async () => {
    const from = start + hourMs;

    const [inside, first, none] = await history().events([
      { where: { actor: alice }, from, to: start + 3 * hourMs, limit: 10 },
      { where: { actor: alice }, from, to: start + 24 * hourMs, limit: 1 },
      { where: { actor: 'nobody' }, ...window },
    ]);

    expect(inside?.map(({ eventName }) => eventName)).toEqual(['ListUsers', 'CreateUser']);
    expect(inside?.[1]).toMatchObject({ errorCode: 'AccessDenied', readOnly: false });
    expect(first?.map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(none).toEqual([]);
  });

  it('keeps an event whose every field is wrong', async () => {
    const [events] = await history().events([{ where: {}, from: 0, to: 1, limit: 10 }]);

    expect(events).toHaveLength(1);
    expect(events?.[0]).toMatchObject({
      eventId: 'odd \u0000 id',
      time: 0,
      eventName: '',
      region: '',
    });
  });
}

function describeAssumptions(history: () => History): void {
  it.each([
    ['the key that was issued', { issuedKey: 'ASIAEXAMPLE7' }, ['']],
    ['the session that came out', { sessionArn: session }, ['', 'AccessDenied']],
    ['the shared event', { sharedEventId: 'shared-7' }, ['', 'AccessDenied']],
    ['who asked', { actor: alice }, ['', 'AccessDenied']],
    ['who asked, before a time', { actor: alice, before: start + 3.5 * hourMs }, ['']],
    ['who asked, since a time', { actor: alice, from: start + 3.5 * hourMs }, ['AccessDenied']],
    ['a key that nobody issued', { issuedKey: 'ASIAEXAMPLE8' }, []],
  ])('finds role assumptions by %s', async (_what, question, errorCodes) => {
    const [found] = await history().assumptions([{ ...question, limit: 10 }]);

    expect(found?.map(({ errorCode }) => errorCode)).toEqual(errorCodes);
  });

  it('tells who asked for what and what came out', async () => {
    const [found] = await history().assumptions([{ issuedKey: 'ASIAEXAMPLE7', limit: 1 }]);

    expect(found).toEqual([
      {
        eventId: records.assumed['eventID'],
        sharedEventId: 'shared-7',
        time: start + 3 * hourMs,
        eventName: 'AssumeRole',
        account: '111122223333',
        region: 'us-east-1',
        ip: '192.0.2.10',
        errorCode: '',
        callerActor: alice,
        callerArn: alice,
        callerKey: 'AKIAEXAMPLE1',
        roleArn: role,
        sessionArn: session,
        issuedKey: 'ASIAEXAMPLE7',
      },
    ]);
  });
}

function describeHours(history: () => History): void {
  it('counts events per hour that has any', async () => {
    const [hours] = await history().hourly([
      { where: { actor: alice }, from: start, to: start + 5 * hourMs, limit: 100 },
    ]);

    expect(hours).toEqual(
      [1, 1, 1, 2].map((count, hour) => ({ hour: start + hour * hourMs, count })),
    );
  });
}

function describeRecords(history: () => History): void {
  it('gives back raw records in the order asked, whatever their id looks like', async () => {
    const all = Object.values(records);

    const found = await history().records(
      [...all.map((record) => String(record['eventID'])), randomUUID()].toReversed(),
    );

    expect(found).toEqual([undefined, ...all.toReversed()]);
  });

  it('gives a record without an id back under the id that it was given', async () => {
    const [events] = await history().events([
      { where: { action: 'iam.amazonaws.com:NoId' }, from: 0, to: start * 2, limit: 1 },
    ]);

    const [found] = await history().records([events?.[0]?.eventId ?? '']);

    expect(found).toMatchObject({ eventName: 'NoId' });
  });
}
