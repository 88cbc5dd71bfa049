import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WholeRecord } from '#src/model/record-source.ts';
import { eventColumns, type Table } from './batch/event-batch.ts';
import { BatchWriter } from './batch.ts';

const options = {
  hashKey: [1, 2] as const,
  compress: (bytes: Uint8Array) => new Uint8Array(bytes),
};

function column(table: Table, name: (typeof eventColumns)[number]): readonly bigint[] {
  const index = eventColumns.indexOf(name);
  return Array.from(table.values.subarray(index * table.count, (index + 1) * table.count));
}

function anEvent(id: number): WholeRecord {
  return new WholeRecord().of({
    eventID: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    eventTime: '2026-11-03T14:05:09Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice' },
    requestParameters: { userName: 'bob', groupName: 'admins' },
  });
}

describe('BatchWriter', () => {
  it('gives nothing when nothing was added', () => {
    expect(new BatchWriter(options).finish()).toBeUndefined();
  });

  it('keeps the place of each record in the file as delivered', () => {
    const writer = new BatchWriter(options);
    const original = Uint8Array.of(31, 139);
    for (const index of [3, 7]) writer.add(anEvent(index), index);

    const batch = writer.finish(original);

    expect(batch?.block).toEqual(original);
    expect(batch && column(batch.events, 'position')).toEqual([3n, 7n]);
    expect(batch?.resources.values.slice(-2)).toEqual(BigUint64Array.of(3n, 7n));
  });

  it('numbers records anew in a block of its own', () => {
    const writer = new BatchWriter(options);
    writer.add(anEvent(3), 3);
    writer.add(anEvent(7), 7);

    const batch = writer.finish();

    expect(JSON.parse(new TextDecoder().decode(batch?.block))).toEqual({
      Records: [anEvent(3).whole(), anEvent(7).whole()],
    });
    expect(batch && column(batch.events, 'position')).toEqual([0n, 1n]);
    expect(batch?.resources.values.slice(-2)).toEqual(BigUint64Array.of(0n, 1n));
  });

  it('sends a name once, however many events have it, and gives it the same number in the next batch', () => {
    const writer = new BatchWriter(options);
    writer.add(anEvent(1), 0);
    writer.add(anEvent(2), 1);
    const first = writer.finish();
    writer.add(anEvent(3), 0);
    const second = writer.finish();

    const actors = [first, second].flatMap((batch) => (batch ? column(batch.events, 'actor') : []));

    expect(new Set(actors).size).toBe(1);
    expect(new TextDecoder().decode(first?.nameTexts.bytes).match(/user\/alice/g)).toHaveLength(1);
    expect(second?.names.count).toBe(0);
    expect(second?.kinds.count).toBe(0);
  });

  it('holds more events than it was made for', () => {
    const writer = new BatchWriter(options);
    for (let index = 0; index < 10_000; index++) writer.add(anEvent(index), index);

    const batch = writer.finish(Uint8Array.of(1));

    expect(batch?.events.count).toBe(10_000);
    expect(batch && column(batch.events, 'id_low')[9_999]).toBe(0x8000_0000_0000_9999n);
  });

  it('takes any JSON object for an event', () => {
    const names = [
      'eventID',
      'eventTime',
      'userIdentity',
      'requestParameters',
      'resources',
      'readOnly',
    ];
    const record = fc.dictionary(
      fc.oneof(fc.constantFrom(...names, '__proto__'), fc.string()),
      fc.jsonValue(),
    );

    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), (records) => {
        const writer = new BatchWriter(options);
        for (const [index, one] of records.entries()) writer.add(new WholeRecord().of(one), index);

        expect(writer.finish()?.events.count).toBe(records.length);
      }),
    );
  });
});
