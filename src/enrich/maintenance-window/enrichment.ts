import { DateTime } from 'luxon';
import type { Config } from '#src/model/config.ts';
import { weekdays } from '#src/model/time.ts';
import { defineEnrichment } from '../enrichment.ts';
import { MaintenanceWindowFact } from './schema.ts';

type Window = Config['maintenanceWindows'][number];

export const maintenanceWindow = defineEnrichment({
  id: 'maintenance-window',
  title: 'Whether it happened in a maintenance window',
  configuredBy: ['maintenanceWindows'],
  value: MaintenanceWindowFact,
  timeoutMs: 1_000,
  needs: 'maintenance window configured for this account',

  appliesTo: ({ account }, { config }) => windowsOf(config, account).length > 0,

  async enrich({ account, firstSeen, events }, { config }) {
    const windows = windowsOf(config, account);
    const inside = windows.find((window) => isInside(window, firstSeen));
    const shown = inside ?? nearest(windows, firstSeen);
    return {
      value: {
        inside: inside !== undefined,
        window: `${shown.days.join(', ')} ${shown.from}–${shown.to} ${shown.timeZone}`,
        name: shown.name,
        localTime: DateTime.fromMillis(firstSeen, { zone: shown.timeZone }).toFormat('ccc HH:mm', {
          locale: 'en',
        }),
      },
      evidence: events.slice(0, 1),
    };
  },
});

function windowsOf({ maintenanceWindows }: Config, account: string): readonly Window[] {
  return maintenanceWindows.filter(
    ({ accounts }) => accounts.length === 0 || accounts.includes(account),
  );
}

/** A window that ends before it starts crosses midnight: its second part belongs to the day on which it began. */
function isInside(window: Window, time: number): boolean {
  const local = DateTime.fromMillis(time, { zone: window.timeZone });
  const clock = local.toFormat('HH:mm');
  const isDay = (at: DateTime) => window.days.includes(weekdays[at.weekday - 1] ?? 'Mon');
  if (window.from <= window.to) return isDay(local) && clock >= window.from && clock < window.to;
  return (
    (isDay(local) && clock >= window.from) || (isDay(local.minus({ days: 1 })) && clock < window.to)
  );
}

/** The window whose start is the fewest minutes away, before or after. */
function nearest(windows: readonly Window[], time: number): Window {
  const [first, ...rest] = windows.map((window) => ({ window, away: minutesAway(window, time) }));
  if (first === undefined) throw new RangeError('no window to choose from');
  return rest.reduce((best, each) => (each.away < best.away ? each : best), first).window;
}

function minutesAway(window: Window, time: number): number {
  const local = DateTime.fromMillis(time, { zone: window.timeZone });
  const [hour = 0, minute = 0] = window.from.split(':').map(Number);
  const away = window.days.map((day) => {
    const start = local
      .set({ hour, minute })
      .plus({ days: weekdays.indexOf(day) + 1 - local.weekday });
    const minutes = Math.abs(start.diff(local, 'minutes').minutes);
    return Math.min(minutes, 7 * 24 * 60 - minutes);
  });
  return Math.min(...away);
}
