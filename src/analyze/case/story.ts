import type { Case, CaseAlert } from '#src/model/case.ts';
import { type Tactic, techniqueOf } from '../attack/attack.ts';
import { plain } from '../narrative/plain.ts';
import { following, usualOrder } from './following.ts';
import type { KnownAlert } from './known-alert.ts';

type Chapter = Case['story'][number];

const mostNext = 4;
const mostAlertsOfChapter = 50;

/** Tactics in the order in which the case reached them, and the alert that reached each first: others may be days later. */
export function storyOf(
  alerts: readonly CaseAlert[],
  known: ReadonlyMap<string, KnownAlert>,
): readonly Chapter[] {
  const chapters = new Map<string, CaseAlert[]>();
  for (const alert of alerts)
    for (const tactic of alert.tactics) {
      const soFar = chapters.get(tactic) ?? [];
      soFar.push(alert);
      chapters.set(tactic, soFar);
    }
  return [...chapters]
    .map(([tactic, shown]) => chapterOf(tactic, shown, known))
    .toSorted((a, b) => compareTimes(a, b) || rankOf(a.tactic) - rankOf(b.tactic));
}

function chapterOf(
  tactic: string,
  alerts: readonly CaseAlert[],
  known: ReadonlyMap<string, KnownAlert>,
): Chapter {
  const techniques = alerts
    .flatMap(({ id }) => known.get(id)?.techniques ?? [])
    .filter((technique) => technique.tactic === tactic)
    .map(({ id }) => id);
  return {
    tactic,
    time: alerts[0]?.time ?? '',
    what: plain(alerts[0]?.title ?? '', 100),
    techniques: [...new Set(techniques)].filter((id) => techniqueOf(id) !== undefined),
    alerts: alerts.slice(0, mostAlertsOfChapter).map(({ id }) => id),
  };
}

function compareTimes(a: Chapter, b: Chapter): number {
  if (a.time === b.time) return 0;
  return a.time < b.time ? -1 : 1;
}

/** What usually follows the tactics reached, of those that were not, what follows the latest first. */
export function nextOf(story: readonly Chapter[]): readonly Tactic[] {
  const reached = new Set(story.map(({ tactic }) => tactic));
  const latestFirst = [...reached].toSorted((a, b) => rankOf(b) - rankOf(a));
  const expected = latestFirst.flatMap((tactic) => following.get(tactic) ?? []);
  const open = [...new Set(expected)].filter((tactic) => !reached.has(tactic));
  return open.slice(0, mostNext);
}

/** Chapters that began together, for within one event nothing says which tactic was first. */
export function momentsOf(story: readonly Chapter[]): readonly (readonly Chapter[])[] {
  return [...Map.groupBy(story, ({ time }) => time).values()];
}

function rankOf(tactic: string): number {
  const rank = usualOrder.indexOf(tactic);
  return rank === -1 ? usualOrder.length : rank;
}

/** `privilege-escalation` → `privilege escalation`. */
export function spoken(tactic: string): string {
  return tactic.replaceAll('-', ' ');
}
