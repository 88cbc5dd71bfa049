import { compareTexts } from '#src/compare-texts.ts';
import type { Model } from '#src/detect/baseline/model.ts';
import type { Profile, ProfileDimension } from '#src/detect/baseline/profile.ts';
import { spreadOf } from '#src/detect/baseline/profile.ts';
import { hourWords, percent } from '#src/detect/baseline/words.ts';
import type { Baseline } from '#src/enrich/baseline.ts';
import { dayMs, isoTime } from '#src/model/time.ts';

const mostShown = 10;

/** A model as a machine reads it: what it was trained on and how large it is. */
export function modelJson({ version, model }: Baseline) {
  const { from, to, ...info } = model.info;
  return {
    version,
    ...info,
    from: isoTime(from),
    to: isoTime(to),
    actors: model.actors.size,
    groups: model.groups.size,
    accounts: model.accounts.size,
    actions: model.everybody.counts.actions.of.size,
    pairs: model.pairs.of.size,
  };
}

export function modelText(baseline: Baseline): string {
  const told = modelJson(baseline);
  const { dropped } = told;
  const lost =
    dropped.actors + dropped.values === 0
      ? ''
      : `Left out for want of room: ${dropped.actors} actors and ${dropped.values} rare values; for them the habits of their role, account and of everybody count.\n`;
  return `Baseline ${told.version}, trained ${told.trainedAt}
  events    ${told.events} from ${told.from} to ${told.to}
  sessions  ${told.sessions} of ${told.actors} actors, ${told.groups} shared roles, ${told.accounts} accounts
  knows     ${told.actions} actions, ${told.pairs} pairs of actions, networks by ${told.networks === 'asn' ? 'who runs them' : 'prefix'}
${shortHistory(baseline.model)}${lost}`;
}

function shortHistory({ info }: Model): string {
  const days = Math.floor((info.to - info.from) / dayMs);
  return days >= 14
    ? ''
    : `Not enough history: ${days} days, 14 are needed for a model that can be relied on.\n`;
}

export interface Habits {
  readonly sessions: number;
  readonly actions: readonly Habit[];
  readonly networks: readonly Habit[];
  readonly userAgents: readonly Habit[];
  readonly regions: readonly Habit[];
  readonly accounts: readonly Habit[];
  /** Hours of the week in which most sessions began. */
  readonly hours: readonly Habit[];
  readonly callsInSession: number;
  readonly failed: string;
  readonly writes: string;
}

interface Habit {
  readonly value: string;
  readonly sessions: number;
}

/** What an actor, or everybody, usually does: the most frequent of each. */
export function habitsOf(profile: Profile): Habits {
  const most = (dimension: ProfileDimension) => top([...profile.counts[dimension].of]);
  const hours = profile.hours.map((count, hour) => [hourWords(hour), count] as const);
  return {
    sessions: profile.sessions,
    actions: most('actions'),
    networks: most('networks'),
    userAgents: most('userAgents'),
    regions: most('regions'),
    accounts: most('accounts'),
    hours: top(hours.filter(([, count]) => count > 0)),
    callsInSession: Math.max(1, Math.round(2 ** spreadOf(profile, 'volume').median - 1)),
    failed: percent(spreadOf(profile, 'errors').median),
    writes: percent(spreadOf(profile, 'writes').median),
  };
}

function top(counts: readonly (readonly [string, number])[]): readonly Habit[] {
  return counts
    .toSorted(([a, m], [b, n]) => n - m || compareTexts(a, b))
    .slice(0, mostShown)
    .map(([value, sessions]) => ({ value, sessions }));
}

export function habitsText(name: string, habits: Habits): string {
  const { sessions, callsInSession, failed, writes, ...lists } = habits;
  const lines = Object.entries(lists).map(
    ([what, found]) =>
      `  ${(titles[what] ?? what).padEnd(12)}${found.map((one) => `${one.value} (${one.sessions})`).join(', ')}`,
  );
  return `${name}: ${sessions} sessions, usually of ${callsInSession} calls, of which ${failed} fail and ${writes} change something
${lines.join('\n')}\n`;
}

const titles: Readonly<Record<string, string>> = {
  actions: 'actions',
  networks: 'networks',
  userAgents: 'user agents',
  regions: 'regions',
  accounts: 'accounts',
  hours: 'hours',
};
