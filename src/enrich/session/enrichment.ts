import { isoTime, minuteMs } from '#src/model/time.ts';
import { serviceOf } from '#src/normalize/action.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { EventsQuestion, StoredEvent } from '../history.ts';
import { SessionStory } from './schema.ts';

const aroundMs = 30 * minuteMs;
const mostEvents = 300;

export const session = defineEnrichment({
  id: 'session',
  title: 'What the same session did around it',
  value: SessionStory,
  timeoutMs: 30_000,
  needs: 'session or actor to ask for',

  appliesTo: (subject) => whereOf(subject) !== undefined,

  async enrich(subject, { history }) {
    const { by, where } = whereOf(subject) ?? { by: 'actor' as const, where: {} };
    const from = subject.firstSeen - aroundMs;
    // A group may last a day; what surrounds its first call tells the most.
    const to = Math.min(subject.lastSeen, subject.firstSeen + aroundMs) + aroundMs;
    const [events = []] = await history.events([{ where, from, to, limit: mostEvents + 1 }]);
    const shown = events.slice(0, mostEvents);
    return {
      value: {
        by,
        from: isoTime(from),
        to: isoTime(to),
        events: foldReads(shown),
        reads: shown.filter(({ readOnly }) => readOnly).length,
        writes: shown.filter(({ readOnly }) => !readOnly).length,
        failed: shown.filter(({ errorCode }) => errorCode !== '').length,
        more: events.length > mostEvents,
      },
      evidence: shown.slice(0, 100).map(({ eventId }) => eventId),
    };
  },
});

/** The key where there is one: a session's name can be used twice. */
function whereOf({
  acting,
  actor,
}: Subject): { by: SessionStory['by']; where: EventsQuestion['where'] } | undefined {
  const identity = bag(acting?.['userIdentity']);
  const accessKey = text(identity['accessKeyId']);
  if (accessKey !== '') return { by: 'accessKey', where: { accessKey } };
  const arn = text(identity['arn']);
  if (arn !== '') return { by: 'session', where: { session: arn } };
  if (actor.key === '' || actor.kind === 'unknown') return undefined;
  return { by: 'actor', where: { actor: actor.key } };
}

type Entry = SessionStory['events'][number];

function foldReads(events: readonly StoredEvent[]): Entry[] {
  const folded: Entry[] = [];
  for (const event of events) {
    const entry = entryOf(event);
    const last = folded.at(-1);
    if (last === undefined || !canFold(last, entry)) folded.push(entry);
    else fold(last, entry);
  }
  return folded;
}

function entryOf({
  time,
  eventId,
  eventName,
  eventSource,
  errorCode,
  readOnly,
}: StoredEvent): Entry {
  const call = `${serviceOf(eventSource)}:${eventName}`;
  return {
    time: isoTime(time),
    what: errorCode === '' ? call : `${call} (${errorCode})`,
    count: 1,
    eventIds: [eventId],
    failed: errorCode !== '',
    read: readOnly,
  };
}

function canFold(last: Entry, next: Entry): boolean {
  return last.read && next.read && last.failed === next.failed;
}

function fold(into: Entry, { failed, eventIds }: Entry): void {
  into.count += 1;
  into.what = `${into.count} reads${failed ? ' that failed' : ''}`;
  if (into.eventIds.length < 20) into.eventIds.push(...eventIds);
}
