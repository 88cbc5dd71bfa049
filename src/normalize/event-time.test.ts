import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTimeOf, timeOf } from './event-time.ts';

describe('eventTimeOf', () => {
  it.each([
    ['2026-11-03T14:05:09Z', Date.UTC(2026, 10, 3, 14, 5, 9)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['1970-01-01T00:00:00Z', 0],
    ['2026-11-03T14:05:09.250Z', Date.UTC(2026, 10, 3, 14, 5, 9, 250)],
    ['2026-11-03T14:05:09+02:00', Date.UTC(2026, 10, 3, 12, 5, 9)],
  ])('reads %s', (eventTime, time) => {
    expect(eventTimeOf({ eventTime })).toBe(time);
  });

  it.each([
    ['a day that does not exist', '2026-02-30T00:00:00Z'],
    ['the 29th of February of a common year', '2025-02-29T00:00:00Z'],
    ['letters where digits belong', '2026-1x-03T14:05:09Z'],
    ['a time before 1970', '1969-12-31T23:59:59Z'],
    ['a number', 1_762_000_000],
    ['an object', { $date: '2026-11-03T14:05:09Z' }],
    ['nothing', undefined],
    ['an empty text', ''],
    ['a bare number in a text', '1'],
  ])('counts %s as 0', (_what, eventTime) => {
    expect(eventTimeOf({ eventTime })).toBe(0);
  });

  it('agrees with the platform for every second that ISO 8601 can write', () => {
    const seconds = fc.integer({ min: 0, max: 253_402_300_799 });

    fc.assert(
      fc.property(seconds, (second) => {
        const iso = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;

        expect(timeOf(iso)).toBe(second * 1000);
      }),
    );
  });
});
