import { type Member, nameOfLink } from '#src/detect/chain/member.ts';
import type { ChainOptions } from '#src/detect/chain/options.ts';
import { type SharedValue, sharedValues } from '#src/detect/chain/shared-values.ts';
import type { EventsQuestion, History, Where } from '#src/enrich/history.ts';
import { dayMs } from '#src/model/time.ts';

/** Days of use without an alert that make a value an ordinary one. */
const routineDays = 3;
const daysBefore = 30;
/** Values that are asked about; those with the most holders first. */
const mostAsked = 512;

/**
 * Keys, actors and addresses that are in use on many ordinary days, those without an alert. An attack with the key of a
 * service is not made one with the next attack on that service by the key alone.
 */
export async function routineValues(
  members: readonly Member[],
  history: Pick<History, 'hourly'>,
  options: ChainOptions,
): Promise<ReadonlySet<string>> {
  const asked = sharedValues(members, options)
    .flatMap((value) => toAsk(value, members) ?? [])
    .toSorted((a, b) => b.value.holders.length - a.value.holders.length)
    .slice(0, mostAsked);
  if (asked.length === 0) return new Set();
  const answers = await history.hourly(asked.map(({ question }) => question));
  const routine = asked.filter(({ alertDays }, place) => {
    const days = new Set((answers[place] ?? []).map(({ hour }) => Math.floor(hour / dayMs)));
    return days.difference(alertDays).size >= routineDays;
  });
  return new Set(routine.map(({ value }) => nameOfLink(value)));
}

interface Asked {
  readonly value: SharedValue;
  readonly alertDays: ReadonlySet<number>;
  readonly question: EventsQuestion;
}

/** What lies within a day is joined in any case. */
function toAsk(value: SharedValue, members: readonly Member[]): Asked | undefined {
  const where = whereOf(value);
  const spans = value.holders.flatMap((index) => members[index] ?? []);
  const from = Math.min(...spans.map(({ firstSeen }) => firstSeen));
  const to = Math.max(...spans.map(({ lastSeen }) => lastSeen)) + 1;
  if (where === undefined || to - from <= dayMs) return undefined;
  const alertDays = new Set(
    spans.flatMap(({ firstSeen, lastSeen }) =>
      [firstSeen, lastSeen].map((time) => Math.floor(time / dayMs)),
    ),
  );
  const question = { where, from: from - daysBefore * dayMs, to, limit: (daysBefore + 90) * 24 };
  return { value, alertDays, question };
}

function whereOf({ by, value }: SharedValue): Where | undefined {
  if (by === 'actor') return { actor: value };
  if (by === 'access-key') return { accessKey: value };
  if (by === 'session') return { session: value };
  return by === 'ip' ? { ip: value } : undefined;
}
