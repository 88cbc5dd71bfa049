import type { Alert } from '#src/model/alert.ts';
import { byGravity } from '#src/model/severity.ts';
import type { Items } from './exporter.ts';

/** One act as a reader should meet it: the worst alert speaks, the others stand below it. */
export interface ToldStory {
  readonly lead: Alert;
  /** Worst first. */
  readonly others: readonly Alert[];
}

export interface StoryOptions {
  /** Alerts that may wait for the rest of their story. */
  readonly mostHeld?: number;
}

/** Groups are at most some days long; what is further away in time than this does not belong to the story any more. */
const longestStoryMs = 48 * 3_600_000;

interface Waiting {
  readonly alerts: Alert[];
  /** Ids that have not come yet; some never will, for a reader may have asked for the severe ones only. */
  readonly missing: Set<string>;
}

/**
 * Brings the alerts of a story together, in the order in which the stories begin in the input. At most `mostHeld` alerts
 * are held: a story that is longer is told in parts.
 */
export async function* toldTogether(
  alerts: Items<Alert>,
  { mostHeld = 500 }: StoryOptions = {},
): AsyncGenerator<ToldStory> {
  const queue = new Map<string, Waiting>();
  let held = 0;

  function* release(isDone: (waiting: Waiting) => boolean): Generator<ToldStory> {
    for (const [id, waiting] of queue) {
      if (!isDone(waiting) && held <= mostHeld) return;
      queue.delete(id);
      held -= waiting.alerts.length;
      yield told(waiting.alerts);
    }
  }

  for await (const alert of alerts) {
    hold(queue, alert);
    held += 1;
    yield* release((waiting) => waiting.missing.size === 0 || isFar(waiting, alert));
  }
  yield* release(() => true);
}

function hold(queue: Map<string, Waiting>, alert: Alert): void {
  const id = alert.story?.id ?? alert.id;
  const waiting = queue.get(id) ?? { alerts: [], missing: new Set(alert.story?.alerts) };
  waiting.alerts.push(alert);
  waiting.missing.delete(alert.id);
  queue.set(id, waiting);
}

function isFar({ alerts }: Waiting, { firstSeen }: Alert): boolean {
  const time = Date.parse(firstSeen);
  return alerts.every((alert) => Math.abs(time - Date.parse(alert.lastSeen)) > longestStoryMs);
}

function told(alerts: readonly Alert[]): ToldStory {
  const [lead, ...others] = alerts.toSorted(worstFirst);
  return { lead: lead as Alert, others };
}

/** Of equal severity and risk, the alert of many events tells the most. */
function worstFirst(a: Alert, b: Alert): number {
  return (
    byGravity(a.severity, b.severity) ||
    Number(b.correlation !== undefined) - Number(a.correlation !== undefined) ||
    b.analysis.risk.score - a.analysis.risk.score ||
    (a.firstSeen < b.firstSeen ? -1 : 1)
  );
}

/** Alerts of one story that say the same: one line for all of them. */
export interface SameAlerts {
  readonly first: Alert;
  readonly alerts: readonly Alert[];
  readonly events: number;
}

export function sameAlerts(alerts: readonly Alert[]): readonly SameAlerts[] {
  const byTitle = Map.groupBy(alerts, ({ title, severity }) => `${severity} ${title}`);
  return [...byTitle.values()].map((same) => ({
    first: same[0] as Alert,
    alerts: same,
    events: same.reduce((total, { count }) => total + count, 0),
  }));
}
