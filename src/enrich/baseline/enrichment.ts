import { hourOfWeek } from '#src/detect/baseline/session.ts';
import { dayMs, hourMs, isoTime, weekdays } from '#src/model/time.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { TallyQuestion } from '../history.ts';
import {
  dayOfActor,
  daysBehind,
  hoursOfActor,
  monthBefore,
  neededDays,
  tooLittleHistory,
  type Window,
} from '../surroundings.ts';
import { peersOf } from './peers.ts';
import { type ActiveHour, hoursOf, rateOf } from './rates.ts';
import { Baseline, measures } from './schema.ts';

const neededHours = 24;
const actionDays = 14;
const mostRows = 1_500;
const mostEvidence = 20;
const weekHours = 168;

export const baseline = defineEnrichment({
  id: 'baseline',
  title: 'How much and when the actor usually works, and whether its peers do the same',
  configuredBy: ['accounts'],
  value: Baseline,
  timeoutMs: 30_000,
  needs: 'actor and time to compare with the past',

  appliesTo: ({ actor, firstSeen }) => actor.key !== '' && firstSeen > 0,

  async enrich(subject, context) {
    const window = monthBefore(subject);
    const [[hourRows = [], actionRows = [], nowRows = []], { peers, evidence }] = await Promise.all(
      [
        context.history.tally([hoursOfActor(subject), actionsByHour(subject), dayOfActor(subject)]),
        peersOf(subject, context),
      ],
    );
    const isCut = actionRows.length >= mostRows;
    const earlier = hoursOf(hourRows);
    const byAction = isCut ? [] : hoursOf(actionRows);
    const busiest = busiestOf(hoursOf(nowRows), subject);
    const days = daysBehind(
      earlier.map(({ hour }) => hour),
      window,
    );
    const enough = days >= neededDays && earlier.length >= neededHours;
    const rates = measures.flatMap((measure) => {
      const before = measure === 'distinctActions' ? byAction : earlier;
      return (busiest && rateOf(measure, busiest, before, enough)) ?? [];
    });
    return {
      value: {
        from: isoTime(window.from),
        to: isoTime(window.to),
        days,
        activeHours: earlier.length,
        enough,
        ...(busiest && { busiestHour: isoTime(busiest.hour) }),
        rates,
        hourOfWeek: weekOf(subject.firstSeen, earlier, window, enough),
        ...(peers && { peers }),
        ...noteOf(days, earlier.length, isCut),
      },
      evidence: [...new Set([...subject.events.slice(0, 5), ...evidence])].slice(0, mostEvidence),
    };
  },
});

/** Half of the month is enough for how many different things the actor does in an hour. */
function actionsByHour(subject: Subject): TallyQuestion {
  const { to } = monthBefore(subject);
  return {
    where: { actor: subject.actor.key },
    from: to - actionDays * dayMs,
    to,
    by: ['hour', 'action'],
    limit: mostRows,
  };
}

/** Of the hours that the alert lasted. */
function busiestOf(
  hours: readonly ActiveHour[],
  { firstSeen, lastSeen }: Subject,
): ActiveHour | undefined {
  return hours
    .filter(({ hour }) => hour + hourMs > firstSeen && hour <= lastSeen)
    .toSorted((a, b) => b.calls - a.calls || a.hour - b.hour)[0];
}

function weekOf(
  time: number,
  earlier: readonly ActiveHour[],
  { to }: Window,
  enough: boolean,
): Baseline['hourOfWeek'] {
  const now = hourOfWeek(time);
  const first = earlier[0]?.hour ?? to;
  const weeks = Math.floor((to - first) / (7 * dayMs));
  const near = earlier.filter(({ hour }) => {
    const apart = Math.abs(hourOfWeek(hour) - now);
    return Math.min(apart, weekHours - apart) <= 1;
  });
  const active = new Set(near.map(({ hour }) => Math.round((time - hour) / (7 * dayMs))));
  return {
    weekday: weekdays[Math.floor(now / 24)] ?? 'Mon',
    hour: now % 24,
    weeks,
    activeWeeks: Math.min(active.size, weeks),
    unusual: enough && weeks >= 2 && active.size === 0,
  };
}

function noteOf(days: number, activeHours: number, isCut: boolean): { note?: string } {
  const notes = [
    days < neededDays && tooLittleHistory(days, 'this actor'),
    days >= neededDays &&
      activeHours < neededHours &&
      `the actor was active in ${activeHours} hours only, ${neededHours} are needed`,
    isCut && 'the actor does too much for counting its different actions by hour',
  ].filter((note) => note !== false);
  return notes.length === 0 ? {} : { note: notes.join('; ') };
}
