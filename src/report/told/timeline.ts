import { Change } from '#src/enrich/change/schema.ts';
import { SessionStory } from '#src/enrich/session/schema.ts';
import { StoryFact } from '#src/enrich/story/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { factOf, gapOf, type Said } from './said.ts';

/** One call, or the same call again and again. */
export interface Moment {
  /** ISO 8601, UTC; of the first and of the last call. */
  readonly time: string;
  readonly until: string;
  readonly text: string;
  readonly count: number;
  /** One of the alert's own events. */
  readonly isOwn: boolean;
  readonly isRead: boolean;
  readonly isFailed: boolean;
}

export interface Phase {
  readonly title: string;
  readonly moments: readonly Moment[];
  /** Moments that are not shown. */
  readonly hidden: number;
}

const mostMoments = 16;

/** The session around the alert in phases; without a session, the story that the alert is a part of. */
export function phasesOf(alert: Alert): readonly Phase[] {
  const moments = momentsOf(alert);
  const own = moments.filter(({ isOwn }) => isOwn);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined)
    return [phase('Around it', moments)].filter(hasAny);
  const [from, to] = [moments.indexOf(first), moments.indexOf(last)];
  return [
    phase('Before', moments.slice(0, from)),
    phase('The alert', moments.slice(from, to + 1)),
    phase('After', moments.slice(to + 1)),
  ].filter(hasAny);
}

function phase(title: string, moments: readonly Moment[]): Phase {
  const shown = moments.slice(0, mostMoments);
  return { title, moments: shown, hidden: moments.length - shown.length };
}

function hasAny({ moments }: Phase): boolean {
  return moments.length > 0;
}

export function momentsOf(alert: Alert): readonly Moment[] {
  const own = new Set(alert.events);
  const words = wordsOf(alert);
  const session = factOf(alert, 'session', SessionStory);
  if (session === undefined) return storyMoments(alert, own);
  const moments = session.events.map(({ time, what, count, eventIds, failed, read }): Moment => {
    const [id = ''] = eventIds;
    const text = count === 1 && !failed ? (words.get(id) ?? what) : what;
    const isOwn = eventIds.some((each) => own.has(each));
    return { time, until: time, text, count, isOwn, isRead: read, isFailed: failed };
  });
  const inSession = folded(
    moments,
    session.events.map(({ what }) => what),
  );
  const known = new Set(session.events.flatMap(({ eventIds }) => eventIds));
  const others = storyMoments(alert, own).filter(({ eventId }) => !known.has(eventId));
  return [...inSession, ...others].toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

/** What a call did, in plain words, by its event. */
function wordsOf(alert: Alert): ReadonlyMap<string, string> {
  const changes = factOf(alert, 'change', Change)?.changes ?? [];
  const acts = factOf(alert, 'story', StoryFact)?.acts ?? [];
  return new Map([
    ...acts.map(({ eventId, what }) => [eventId, what] as const),
    ...changes.map(({ evidence, text }) => [evidence, text] as const),
  ]);
}

/** The calls of the story, which may be of another session than the alert's. */
function storyMoments(
  alert: Alert,
  own: ReadonlySet<string>,
): readonly (Moment & { readonly eventId: string })[] {
  const acts = factOf(alert, 'story', StoryFact)?.acts ?? [];
  return acts.map(({ time, eventId, what }) => {
    const call = { time, until: time, text: what, count: 1, isRead: false, isFailed: false };
    return { ...call, eventId, isOwn: own.has(eventId) };
  });
}

/** The same call again and again is one line. `calls` are the names behind the moments. */
function folded(moments: readonly Moment[], calls: readonly string[]): readonly Moment[] {
  const result: { moment: Moment; call: string }[] = [];
  for (const [index, moment] of moments.entries()) {
    const call = calls[index] ?? moment.text;
    const last = result.at(-1);
    if (
      last === undefined ||
      moment.isRead ||
      last.call !== call ||
      last.moment.isOwn !== moment.isOwn
    ) {
      result.push({ moment, call });
    } else {
      const count = last.moment.count + moment.count;
      last.moment = {
        ...last.moment,
        until: moment.time,
        count,
        text: `${call}, ${counted(count, 'time')}`,
      };
    }
  }
  return result.map(({ moment }) => moment);
}

/** Why the session is not told. */
export function timelineGap(alert: Alert): Said | undefined {
  return gapOf(alert, 'session', SessionStory);
}

/** What the timeline does not show. */
export function timelineRemark(alert: Alert): string {
  const session = factOf(alert, 'session', SessionStory);
  if (session === undefined) return '';
  const counts = `${counted(session.reads, 'read')}, ${counted(session.writes, 'other call')}, ${session.failed} failed`;
  return session.more ? `${counts}, and more that is not shown` : counts;
}

/** Changes that the timeline does not tell in the same words. */
export function untoldChanges(alert: Alert): readonly string[] {
  const told = new Set(momentsOf(alert).map(({ text }) => text.toLowerCase()));
  return alert.changes.filter((change) => !told.has(change.replace(/\.$/, '').toLowerCase()));
}
