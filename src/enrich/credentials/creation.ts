import { dayMs, isoTime } from '#src/model/time.ts';
import type { EventsQuestion, StoredEvent } from '../history.ts';
import type { Creation, Credentials } from './schema.ts';

/** How far back the making of a key is looked for; one question about one name is cheap. */
const lookBackMs = 90 * dayMs;

type Said = Pick<Credentials, 'accessKey' | 'user'>;

interface Wanted {
  readonly field: 'keyCreated' | 'userCreated' | 'passwordSet';
  readonly question: EventsQuestion;
}

/** Which events would show who made the credential; none for sessions, whose making the role chain tells. */
export function creationQuestions(
  { accessKey, user }: Said,
  account: string,
  before: number,
): readonly Wanted[] {
  const wanted = (field: Wanted['field'], resource: string, name: string): Wanted => ({
    field,
    question: {
      where: { account, resource, action: `iam.amazonaws.com:${name}` },
      from: Math.max(0, before - lookBackMs),
      to: before,
      limit: 20,
    },
  });
  return [
    ...(accessKey?.startsWith('AKIA') ? [wanted('keyCreated', accessKey, 'CreateAccessKey')] : []),
    ...(user === undefined
      ? []
      : [
          wanted('userCreated', user, 'CreateUser'),
          wanted('passwordSet', user, 'CreateLoginProfile'),
          wanted('passwordSet', user, 'UpdateLoginProfile'),
        ]),
  ];
}

/** The last of each that went through: a user of the same name may have been made and deleted before. */
export function creationsIn(
  wanted: readonly Wanted[],
  answers: readonly (readonly StoredEvent[])[],
  at: number,
): Pick<Credentials, Wanted['field']> {
  const found = wanted
    .map(({ field }, index) => ({ field, event: lastSuccess(answers[index] ?? []) }))
    .filter((each): each is typeof each & { event: StoredEvent } => each.event !== undefined)
    .toSorted((a, b) => a.event.time - b.event.time);
  return Object.fromEntries(found.map(({ field, event }) => [field, creationOf(event, at)]));
}

function lastSuccess(events: readonly StoredEvent[]): StoredEvent | undefined {
  return events.findLast(({ errorCode }) => errorCode === '');
}

function creationOf(event: StoredEvent, at: number): Creation {
  return {
    event: event.eventName,
    time: isoTime(event.time),
    by: event.actor,
    ip: event.ip,
    region: event.region,
    ageDays: Math.max(0, Math.round((at - event.time) / (dayMs / 10)) / 10),
    eventId: event.eventId,
  };
}
