import { describe, expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aConfig, aRecord } from '../../../test/builders.ts';
import { maintenanceWindow } from './enrichment.ts';

const weekly = {
  name: 'weekly',
  days: ['Tue'],
  from: '02:00',
  to: '04:00',
  timeZone: 'America/New_York',
};
const nightly = { ...weekly, name: 'nightly', days: ['Fri'], from: '23:00', to: '01:00' };

async function factAt(eventTime: string, ...maintenanceWindows: readonly object[]) {
  const context = aContext({ config: aConfig({ maintenanceWindows }) });
  const found = await maintenanceWindow.enrich(aSubject([aRecord({ eventTime })]), context, signal);
  return found.value;
}

describe('maintenance-window', () => {
  it.each([
    ['2026-03-03T02:47:00Z', weekly, false],
    ['2026-03-03T07:00:00Z', weekly, true],
    ['2026-03-03T08:59:59Z', weekly, true],
    ['2026-03-03T09:00:00Z', weekly, false],
    // Summer time begins on 8 March 2026: the window moves by an hour of UTC.
    ['2026-03-10T06:30:00Z', weekly, true],
    ['2026-03-10T08:30:00Z', weekly, false],
    ['2026-03-07T04:30:00Z', nightly, true],
    ['2026-03-07T05:59:00Z', nightly, true],
    ['2026-03-07T06:00:00Z', nightly, false],
    ['2026-03-06T05:30:00Z', nightly, false],
  ])('at %s it is inside: %#', async (eventTime, window, inside) => {
    expect(await factAt(eventTime, window)).toMatchObject({ inside });
  });

  it('names the nearest window and the time on its own clock', async () => {
    expect(await factAt('2026-03-03T02:47:00Z', nightly, weekly)).toEqual({
      inside: false,
      name: 'weekly',
      window: 'Tue 02:00–04:00 America/New_York',
      localTime: 'Mon 21:47',
    });
  });

  it('is skipped where no window is configured for the account', () => {
    const elsewhere = { ...weekly, accounts: ['444455556666'] };
    const context = aContext({ config: aConfig({ maintenanceWindows: [elsewhere] }) });

    expect(maintenanceWindow.appliesTo(aSubject([aRecord()]), context)).toBe(false);
  });
});
