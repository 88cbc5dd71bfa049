import { Anomaly } from '#src/enrich/anomaly/schema.ts';
import { Baseline } from '#src/enrich/baseline/schema.ts';
import { MaintenanceWindowFact } from '#src/enrich/maintenance-window/schema.ts';
import { Services } from '#src/enrich/services/schema.ts';
import { WorkingHours } from '#src/enrich/working-hours/schema.ts';
import { counted } from '#src/model/plural.ts';
import { minuteOf } from '../../export/words.ts';
import { benign, callName, fewOf, joined, plainly, risky, type Said, unknown } from '../said.ts';
import { teller } from './teller.ts';

export const workingHours = teller('working-hours', 'working hours', WorkingHours, (value) => {
  const { isPerson, localTime, timeZone, isWeekend, usual, outside, enoughHistory, daysBehind } =
    value;
  if (!isPerson) return [plainly(`${localTime} ${timeZone}; a program, which works at any hour`)];
  const when = `${localTime} ${timeZone}${isWeekend ? ' (weekend)' : ''}`;
  if (!enoughHistory || usual === undefined)
    return [
      unknown(`${when}; usual hours are not known: ${counted(daysBehind, 'day')} of history`),
    ];
  const share = `${Math.round(value.shareOfActivity * 100)}% of earlier activity at this time`;
  const text = `${when}; usually ${daysText(usual.days)} ${usual.from}–${usual.to}; ${share}`;
  if (outside === true) return [risky(`outside of usual hours: ${text}`)];
  return [value.shareOfActivity > 0 ? benign(text) : plainly(text)];
});

function daysText(days: readonly string[]): string {
  return days.length === 7 ? 'every day' : days.join(' ');
}

export const maintenanceWindow = teller(
  'maintenance-window',
  'maintenance',
  MaintenanceWindowFact,
  ({ inside, window, name, localTime }) => {
    const text = `${name} (${window}); it was ${localTime} on that clock`;
    return [inside ? benign(`inside the window ${text}`) : plainly(`outside the window ${text}`)];
  },
);

const odd: Readonly<Record<Services['unusual'][number]['what'], string>> = {
  'new-service': 'service new for this actor:',
  'new-action': 'call new for this actor:',
  'busy-hour': 'busy hour',
  'many-writes': 'many changes in the hour',
  'many-failures': 'many failures in the hour',
};

export const services = teller('services', 'services', Services, ({ actor, unusual, note }) => {
  const { events, writes, failed, serviceCount } = actor;
  const counts = `${counted(events, 'call')} to ${counted(serviceCount, 'service')} in the day around, ${writes} of them changes, ${failed} failed`;
  const oddities = unusual.map(({ what, value, count, usual }) => {
    const name = /^\d{4}-/.test(value) ? minuteOf(value) : callName(value);
    const numbers = usual === undefined ? '' : ` (${count}, usually at most ${usual})`;
    return `${odd[what]} ${name}${numbers}`;
  });
  return [
    plainly(counts),
    ...(oddities.length === 0 ? [] : [risky(fewOf(oddities, 4))]),
    ...(note === undefined ? [] : [unknown(note)]),
  ];
});

const measureNames: Readonly<Record<Baseline['rates'][number]['measure'], string>> = {
  calls: 'calls',
  distinctActions: 'different calls',
  writes: 'changes',
  errors: 'failures',
  writeRatio: 'share of changes',
  errorRatio: 'share of failures',
};

export const baseline = teller('baseline', 'usual', Baseline, (value) => {
  const { enough, days, activeHours, rates, hourOfWeek, peers, note } = value;
  const memory = `${counted(days, 'day')} and ${counted(activeHours, 'active hour')} of history`;
  if (!enough)
    return [unknown(note ?? `not enough to compare with: ${memory}`), ...peersSaid(peers)];
  const unusual = rates.filter((rate) => rate.unusual);
  const said =
    unusual.length === 0
      ? benign(`as much as in other hours of this actor (${memory})`)
      : risky(
          `more than usual in its busiest hour: ${unusual.map(rateText).join('; ')} (${memory})`,
        );
  const { weekday, hour, weeks, activeWeeks } = hourOfWeek;
  const week = `active around ${weekday} ${String(hour).padStart(2, '0')}:00 UTC in ${activeWeeks} of ${counted(weeks, 'week')}`;
  return [said, hourOfWeek.unusual ? risky(week) : plainly(week), ...peersSaid(peers)];
});

function rateText({ measure, now, median }: Baseline['rates'][number]): string {
  return `${measureNames[measure]} ${rounded(now)}, median ${rounded(median)}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function peersSaid(peers: Baseline['peers']): readonly Said[] {
  if (peers === undefined || peers.actions.length === 0) return [];
  const { group, name, size, days, actions } = peers;
  const counts = actions.map(({ action, peers: did }) => `${callName(action)} ${did} of ${size}`);
  const text = `peers of the same ${group.replace('-', ' ')} ${name} that did it in ${counted(days, 'day')}: ${counts.join(', ')}`;
  return [actions.some(({ peers: did }) => did === 0) ? risky(text) : plainly(text)];
}

export const anomaly = teller('anomaly', 'anomaly', Anomaly, (value) => {
  const { level, percentile, drivers, note, ageDays } = value;
  const age = `model of ${counted(ageDays, 'day')} before`;
  const rank = `the session is more unusual than ${Math.floor(percentile * 10) / 10}% of those that the model knows (${age})`;
  const why = fewOf(
    drivers.map((driver) => driver.why),
    3,
  );
  const text = joined([rank, level !== 'usual' && why, note], '; ');
  return [level === 'usual' ? plainly(text) : risky(text)];
});
