import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { SessionStory } from '#src/enrich/session/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import { plural } from '../export/totals.ts';
import { secondOf } from '../export/words.ts';

const mostEntries = 30;

/** What the session did, repetitions folded, the alert's own events marked. */
export function timelineLines(alert: Alert): readonly string[] {
  const session = SessionStory.safeParse(alert.facts['session']?.value);
  if (!session.success) return storyLines(alert);
  const own = new Set(alert.events);
  const entries = folded(
    session.data.events.map(({ time, what, count, eventIds, failed }) => {
      const mark = eventIds.some((id) => own.has(id)) ? '▶' : '·';
      return { mark, time, text: `${what}${failed ? ' [refused]' : ''}`, count };
    }),
  );
  const lines = entries.slice(0, mostEntries).map(({ mark, time, text, count }) => {
    const times = count > 1 && !text.includes(String(count)) ? ` (${count} times)` : '';
    return `${mark} ${secondOf(time).slice(11)} ${text}${times}`;
  });
  return session.data.more || entries.length > mostEntries ? [...lines, '… and more'] : lines;
}

interface Entry {
  readonly mark: string;
  readonly time: string;
  readonly text: string;
  readonly count: number;
}

/** The same thing again and again is one line. */
function folded(entries: readonly Entry[]): readonly Entry[] {
  const result: Entry[] = [];
  for (const entry of entries) {
    const last = result.at(-1);
    if (last !== undefined && last.text === entry.text && last.mark === entry.mark) {
      result[result.length - 1] = { ...last, count: last.count + entry.count };
    } else {
      result.push(entry);
    }
  }
  return result;
}

function storyLines({ story }: Alert): readonly string[] {
  return story === undefined || story.text === '' ? [] : [story.text];
}

const names: Record<FirstSeen['facts'][number]['dimension'], string> = {
  action: 'call',
  service: 'service',
  region: 'region',
  ip: 'address',
  asn: 'network',
  country: 'country',
  userAgent: 'tool',
  accessKey: 'access key',
  targetAccount: 'account acted in',
  resource: 'resource',
};

/** What is new for this actor or account, and how long the memory is that says so. */
export function firstSeenLines(alert: Alert): readonly string[] {
  const parsed = FirstSeen.safeParse(alert.facts['first-seen']?.value);
  if (!parsed.success) return [];
  const { facts, actorDays, accountDays, note } = parsed.data;
  const lines = facts.map((fact) => `${names[fact.dimension]} ${fact.value}: ${noveltyOf(fact)}`);
  const memory = `history: ${plural(actorDays, 'day')} of this actor, ${plural(accountDays, 'day')} of the account`;
  return [...lines, note === undefined ? memory : `${memory}; ${note}`];
}

function noveltyOf({ newForActor, newForAccount, actorCount }: FirstSeen['facts'][number]): string {
  if (newForAccount) return 'never seen in this account before';
  if (newForActor) return 'new for this actor, known in the account';
  return `known, ${plural(actorCount, 'earlier event')} of this actor`;
}
