import { describe, expect, it } from 'vitest';
import type { Actor } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aConfig, aRecord } from '../../../test/builders.ts';
import { inferTimeZone } from './clock.ts';
import { workingHours } from './enrichment.ts';

/** Every work day of the four weeks before 3 March 2026, a Tuesday, at these hours of UTC. */
function workDays(hours: readonly number[]): readonly RawRecord[] {
  const days = Array.from({ length: 28 }, (_, index) => new Date(Date.UTC(2026, 2, 2 - index)));
  return days
    .filter((day) => day.getUTCDay() % 6 !== 0)
    .flatMap((day) =>
      hours.map((hour) =>
        aRecord({ eventTime: new Date(day.getTime() + hour * 3_600_000).toISOString() }),
      ),
    );
}

const nineToFive = [8, 9, 10, 11, 13, 14, 15];
const person: Actor = {
  key: 'arn:aws:iam::111122223333:user/alice',
  kind: 'iam-user',
  class: 'human',
  name: 'alice',
  crossAccount: false,
};

async function factAt(
  eventTime: string,
  events: readonly RawRecord[],
  settings: { config?: object; actor?: Partial<Actor> } = {},
) {
  const act = aRecord({ eventTime });
  const subject = aSubject([act], { actor: { ...person, ...settings.actor } });
  const config = aConfig({ workingHours: settings.config ?? { timeZone: 'Europe/Berlin' } });
  const context = aContext({ events: [...events, act], config });
  return workingHours.value.parse((await workingHours.enrich(subject, context, signal)).value);
}

describe('working-hours', () => {
  it.each([
    // Nine to five in Berlin, an hour ahead of UTC in winter and two from 29 March.
    ['2026-03-03T10:15:00Z', false, 'Tue 11:15'],
    ['2026-03-03T07:30:00Z', false, 'Tue 08:30'],
    ['2026-03-03T01:47:00Z', true, 'Tue 02:47'],
    ['2026-03-03T20:00:00Z', true, 'Tue 21:00'],
    ['2026-03-07T10:15:00Z', true, 'Sat 11:15'],
  ])('at %s it is outside: %s', async (eventTime, outside, localTime) => {
    const value = await factAt(eventTime, workDays(nineToFive));

    expect(value).toMatchObject({ outside, localTime, enoughHistory: true });
    expect(value.usual).toEqual({
      days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
      from: '09:00',
      to: '17:00',
    });
  });

  it('counts events by hour of the week on the local clock', async () => {
    const value = await factAt('2026-03-03T10:15:00Z', workDays(nineToFive));

    const monday = value.histogram.slice(0, 24);
    expect(monday.slice(8, 18)).toEqual([0, 3, 3, 3, 3, 0, 3, 3, 3, 0]);
    expect(value.shareOfActivity).toBeCloseTo(3 / 7, 2);
    expect(value).toMatchObject({ activeDays: 19, isWeekend: false });
  });

  it('knows the hours of those who work at night', async () => {
    const value = await factAt('2026-03-03T00:30:00Z', workDays([20, 21, 22, 23]), {
      config: { timeZone: 'UTC' },
    });

    expect(value.usual).toMatchObject({ from: '20:00', to: '00:00' });
    expect(value.outside).toBe(false);
  });

  it.each([
    [{ people: [{ pattern: 'ali*', timeZone: 'Asia/Tokyo' }] }, 'Asia/Tokyo', 'configuration'],
    [{ people: [{ pattern: 'bob', timeZone: 'Asia/Tokyo' }] }, 'UTC+1', 'activity'],
  ])('takes the clock from %o, else from what the actor did', async (config, timeZone, from) => {
    const value = await factAt(
      '2026-03-03T10:15:00Z',
      workDays([7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
      { config },
    );

    expect(value).toMatchObject({ timeZone, timeZoneFrom: from });
  });

  it('does not judge programs', async () => {
    const value = await factAt('2026-03-03T01:47:00Z', workDays(nineToFive), {
      actor: { class: 'workload' },
    });

    expect(value.isPerson).toBe(false);
    expect(value.outside).toBeUndefined();
    expect(value.note).toMatch(/^programs work at any hour/);
  });

  it('does not judge who is active around the clock', async () => {
    const hours = Array.from({ length: 12 }, (_, index) => index * 2);

    const value = await factAt('2026-03-03T01:47:00Z', workDays(hours));

    expect(value.outside).toBeUndefined();
    expect(value.note).toMatch(/^no working hours stand out/);
  });

  it('says when there is not enough history', async () => {
    const value = await factAt('2026-03-03T01:47:00Z', workDays(nineToFive).slice(0, 20), {
      config: {},
    });

    expect(value.outside).toBeUndefined();
    expect(value.note).toBe('not enough history of this actor: 3 days, 14 are needed');
  });
});

describe('inferring a clock', () => {
  const hours = (starts: readonly number[]) =>
    Array.from({ length: 10 }, (_, day) =>
      starts.map((hour) => (day * 24 + hour) * 3_600_000),
    ).flat();

  it.each([
    [[14, 15, 16, 17, 18, 19, 20, 21, 22], 'UTC-5'],
    [[9, 10, 11, 12, 13, 14, 15, 16, 17], 'UTC'],
    [[0, 1, 2, 3, 4, 5, 6, 7, 8], 'UTC+9'],
    [Array.from({ length: 24 }, (_, hour) => hour), undefined],
    [[9], undefined],
  ])('from hours %o is %s', (starts, timeZone) => {
    expect(inferTimeZone(hours(starts))).toBe(timeZone);
  });
});
