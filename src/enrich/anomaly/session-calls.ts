import { byActorAndTime, callOf } from '#src/detect/baseline/call-of.ts';
import { type BaselineCall, buildSessions, type Session } from '#src/detect/baseline/session.ts';
import { hourMs } from '#src/model/time.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { EnrichContext, Subject } from '../enrichment.ts';
import type { StoredEvent } from '../history.ts';

/** Calls around the alert that are read; a session of more is odd enough with these. */
const mostCalls = 1_500;
const mark = 'alert';

export interface SessionCall extends BaselineCall {
  readonly eventId: string;
}

export interface AlertSessions {
  /** Those with a call of the alert. */
  readonly sessions: readonly Session[];
  readonly calls: readonly SessionCall[];
  /** False when there were more calls than could be read. */
  readonly isWhole: boolean;
}

/** The sessions that the alert's calls belong to, cut as the model's training cut them. */
export async function sessionsOf(
  subject: Subject,
  networkOf: (ip: string) => string,
  { history }: Pick<EnrichContext, 'history'>,
): Promise<AlertSessions> {
  const { actor, acting, firstSeen, lastSeen, records } = subject;
  const accessKey = text(bag(acting?.['userIdentity'])['accessKeyId']);
  const [events = []] = await history.events([
    {
      where: { actor: actor.key, ...(accessKey !== '' && { accessKey }) },
      from: Math.max(0, firstSeen - hourMs),
      to: lastSeen + hourMs,
      limit: mostCalls,
    },
  ]);
  const wanted = new Set(subject.events);
  const read = new Set(events.map(({ eventId }) => eventId));
  const own = records
    .map((record) => ({ ...callOf(record, mark), eventId: eventIdOf(record) }))
    .filter((call) => !read.has(call.eventId) && call.actor === actor.key);
  const calls = [...events.map((event) => toCall(event, wanted)), ...own].sort(byActorAndTime);
  const builder = buildSessions(networkOf);
  const sessions = [...calls.flatMap((call) => builder.add(call)), ...builder.end()];
  return {
    sessions: sessions.filter(({ marks }) => marks.size > 0),
    calls,
    isWhole: events.length < mostCalls,
  };
}

function toCall(event: StoredEvent, wanted: ReadonlySet<string>): SessionCall {
  const { eventId, time, actor, accessKey, account, region, ip, userAgent, readOnly } = event;
  return {
    eventId,
    time,
    actor,
    accessKey,
    account,
    region,
    action: `${event.eventSource}:${plainEventName(event.eventName)}`,
    ip,
    userAgent,
    failed: event.errorCode !== '',
    readOnly,
    mark: wanted.has(eventId) ? mark : undefined,
  };
}
