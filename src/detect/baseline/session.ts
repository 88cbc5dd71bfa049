import { hourMs, minuteMs } from '#src/model/time.ts';
import { actorGroupOf } from '#src/normalize/actor/actor-group.ts';

/** One call, as much of it as the model looks at. */
export interface BaselineCall {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** `Actor.key` */
  readonly actor: string;
  readonly accessKey: string;
  readonly account: string;
  readonly region: string;
  /** `eventSource:eventName` without the version suffix. */
  readonly action: string;
  readonly ip: string;
  /** Family, see `normalize/user-agent`. */
  readonly userAgent: string;
  readonly failed: boolean;
  readonly readOnly: boolean;
  /** Why somebody asks about this call; absent for most. */
  readonly mark?: string | undefined;
}

/** What one actor did with one credential from one network, without a long pause. */
export interface Session {
  readonly actor: string;
  readonly account: string;
  readonly network: string;
  readonly from: number;
  to: number;
  calls: number;
  failed: number;
  writes: number;
  /** Marks of its calls. */
  readonly marks: Set<string>;
  readonly actions: Map<string, number>;
  /** `a\nb` for an action that was followed by another one. */
  readonly pairs: Set<string>;
  readonly regions: Set<string>;
  readonly accounts: Set<string>;
  readonly userAgents: Set<string>;
  lastAction: string;
}

const pauseMs = 30 * minuteMs;
/** A program that never rests would have one session for all time. */
const longestMs = 4 * hourMs;
/** Beyond these a session is odd enough; attackers choose how many there are. */
const mostActions = 400;
const mostPairs = 400;
const mostOthers = 30;
const mostOpen = 256;

/** Sessions out of calls that are ordered by actor, access key and time. */
export interface SessionBuilder {
  /** The sessions that have ended by now. */
  add(call: BaselineCall): readonly Session[];
  end(): readonly Session[];
}

export function buildSessions(networkOf: (ip: string) => string): SessionBuilder {
  const open = new Map<string, Session>();
  let owner = '';

  function closeAll(): readonly Session[] {
    const closed = [...open.values()];
    open.clear();
    return closed;
  }

  return {
    add(call) {
      const ended: Session[] = [];
      const key = `${call.actor}\n${call.accessKey}`;
      if (key !== owner || open.size >= mostOpen) ended.push(...closeAll());
      owner = key;
      const network = networkOf(call.ip);
      const current = open.get(network);
      if (current !== undefined && isOver(current, call.time)) {
        ended.push(current);
        open.delete(network);
      }
      const session = open.get(network) ?? startSession(call, network);
      open.set(network, session);
      extend(session, call);
      return ended;
    },
    end: closeAll,
  };
}

function isOver({ from, to }: Session, time: number): boolean {
  return time - to > pauseMs || time - from > longestMs;
}

function startSession({ actor, account, time }: BaselineCall, network: string): Session {
  return {
    actor,
    account,
    network,
    from: time,
    to: time,
    calls: 0,
    failed: 0,
    writes: 0,
    marks: new Set(),
    actions: new Map(),
    pairs: new Set(),
    regions: new Set(),
    accounts: new Set(),
    userAgents: new Set(),
    lastAction: '',
  };
}

function extend(session: Session, call: BaselineCall): void {
  const { action } = call;
  session.to = call.time;
  session.calls += 1;
  session.failed += call.failed ? 1 : 0;
  session.writes += call.readOnly ? 0 : 1;
  if (call.mark !== undefined) addTo(session.marks, call.mark, mostOthers);
  const known = session.actions.get(action);
  if (known !== undefined || session.actions.size < mostActions)
    session.actions.set(action, (known ?? 0) + 1);
  if (session.lastAction !== '' && session.lastAction !== action)
    addTo(session.pairs, `${session.lastAction}\n${action}`, mostPairs);
  session.lastAction = action;
  addTo(session.regions, call.region, mostOthers);
  addTo(session.accounts, call.account, mostOthers);
  addTo(session.userAgents, call.userAgent, mostOthers);
}

function addTo(set: Set<string>, value: string, most: number): void {
  if (set.size < most) set.add(value);
}

/** Hour of the week in UTC, 0 = Monday 00:00. */
export function hourOfWeek(time: number): number {
  // 1970-01-01 was a Thursday.
  const hours = Math.floor(time / hourMs) + 3 * 24;
  return ((hours % 168) + 168) % 168;
}

/** People, programs and AWS services differ so much that each is measured against its like. */
export const actorSorts = ['person', 'program', 'service'] as const;
export type ActorSort = (typeof actorSorts)[number];

export function sortOf(actorKey: string): ActorSort {
  if (actorGroupOf(actorKey).role !== '' || actorKey.endsWith(':root')) return 'person';
  return actorKey.endsWith('.amazonaws.com') ? 'service' : 'program';
}

/** The permission set, else the role, that the actor shares with others; '' when it shares none. */
export function groupKeyOf(actorKey: string): string {
  const { role, permissionSet } = actorGroupOf(actorKey);
  return permissionSet === '' ? role : `permission set ${permissionSet}`;
}
