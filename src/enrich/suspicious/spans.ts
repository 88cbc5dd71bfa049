import { isoTime } from '#src/model/time.ts';
import type { Tally } from '../history.ts';

/** Calls of one kind: an action with one outcome. */
export interface CallKind {
  readonly action: string;
  readonly service: string;
  readonly error: string;
  readonly count: number;
  readonly failed: number;
  readonly writes: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly eventId: string;
}

/** From the rows of a tally by action and error code. */
export function kindOf({ values, ...rest }: Tally): CallKind {
  const [action = '', error = ''] = values;
  const { count, failed, writes, firstSeen, lastSeen, eventId } = rest;
  const service = action.slice(0, action.indexOf(':'));
  return { action, service, error, count, failed, writes, firstSeen, lastSeen, eventId };
}

interface Span {
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly eventId: string;
}

/** Count, times and first event of several kinds together; at least one is given. */
export function spanOf(kinds: readonly CallKind[]): Span {
  const first = kinds.reduce((a, b) => (b.firstSeen < a.firstSeen ? b : a));
  return {
    count: total(kinds, 'count'),
    firstSeen: isoTime(first.firstSeen),
    lastSeen: isoTime(Math.max(...kinds.map(({ lastSeen }) => lastSeen))),
    eventId: first.eventId,
  };
}

export function spanMinutes(kinds: readonly CallKind[]): number {
  const from = Math.min(...kinds.map(({ firstSeen }) => firstSeen));
  const to = Math.max(...kinds.map(({ lastSeen }) => lastSeen));
  return Math.round((to - from) / 6_000) / 10;
}

export function total(kinds: readonly CallKind[], of: 'count' | 'failed' | 'writes'): number {
  return kinds.reduce((sum, kind) => sum + kind[of], 0);
}

export function servicesOf(kinds: readonly CallKind[]): readonly string[] {
  return [...new Set(kinds.map(({ service }) => service))].toSorted();
}

export function actionsOf(kinds: readonly CallKind[]): readonly string[] {
  return [...new Set(kinds.map(({ action }) => action))];
}
