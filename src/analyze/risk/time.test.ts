import { describe, expect, it } from 'vitest';
import type { ActorClass } from '#src/model/actor.ts';
import { aCaseFile } from '../../../test/a-case-file.ts';
import { anAlert } from '../../../test/an-alert.ts';
import { timeInput } from './time.ts';

function whyOf(actorClass: ActorClass, outside: boolean, shareOfActivity: number) {
  const value = {
    isPerson: true,
    timeZone: 'UTC',
    timeZoneFrom: 'none',
    localTime: 'Fri 09:14',
    isWeekend: false,
    histogram: Array.from({ length: 168 }, () => 0),
    usual: { days: ['Fri'], from: '09:00', to: '17:00' },
    outside,
    shareOfActivity,
    daysBehind: 30,
    activeDays: 20,
    neededDays: 14,
    enoughHistory: true,
  };
  const alert = { actor: { ...anAlert().actor, class: actorClass } };
  return timeInput(aCaseFile({ alert, facts: { 'working-hours': value } })).reasons;
}

describe('timeInput', () => {
  it.each([
    ['human', false, 0.4, 'Fri 09:14 UTC is within the hours in which this person works', -3],
    [
      'human',
      true,
      0,
      'Fri 09:14 UTC is outside the hours in which this person works (09:00–17:00)',
      6,
    ],
    [
      'unknown',
      true,
      0,
      'Fri 09:14 UTC is outside the hours in which this actor works (09:00–17:00)',
      6,
    ],
  ] as const)(
    'tells of working hours: %s, outside %s',
    (actorClass, outside, share, why, points) => {
      expect(whyOf(actorClass, outside, share)).toMatchObject([{ why, points }]);
    },
  );

  it.each([
    ['human', 0],
    ['unknown', 0.4],
  ] as const)(
    'takes nothing off for usual hours of an actor of class %s with %d of its activity',
    (actorClass, share) => {
      expect(whyOf(actorClass, false, share)).toEqual([]);
    },
  );
});
