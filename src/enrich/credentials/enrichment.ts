import { dayMs, hourMs, isoTime } from '#src/model/time.ts';
import { accountOfIdentity } from '#src/normalize/actor/actor-key.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { Seen, Tally, TallyQuestion, Where } from '../history.ts';
import { creationQuestions, creationsIn } from './creation.ts';
import { credentialOf, madeBy, minutesBetween } from './credential.ts';
import { networksIn } from './networks.ts';
import { Credentials } from './schema.ts';

/** Hours around the alert in which the networks of the credential are compared. */
const aroundMs = 12 * hourMs;
/** What was done in the hours before belongs to what is judged: it must not hide that a key had long been idle. */
const incidentMs = 12 * hourMs;
const usedWithinMs = 30 * dayMs;
const mostMade = 8;
const mostRows = 300;
const nothing: Seen = { count: 0, firstSeen: undefined, lastSeen: undefined };

export const credentials = defineEnrichment({
  id: 'credentials',
  title: 'What credential was used, who made it, and from where it is used',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html',
  configuredBy: ['network.asn'],
  value: Credentials,
  timeoutMs: 30_000,
  needs: 'event that says who acted',

  appliesTo: ({ acting }) => acting !== undefined,

  async enrich(subject, { history, lookups }) {
    const { acting = {}, firstSeen, lastSeen } = subject;
    const said = credentialOf(acting, lastSeen, subject.actor.kind);
    const account = accountOfIdentity(bag(acting['userIdentity'])) || subject.account;
    const wanted = creationQuestions(said, account, lastSeen + 1);
    const made = subject.records.flatMap((record) => madeBy(record) ?? []).slice(0, mostMade);
    const where: Where =
      said.accessKey === undefined ? { actor: subject.actor.key } : { accessKey: said.accessKey };

    const [[all = nothing, earlier = nothing], created, [sightings = [], ...uses]] =
      await Promise.all([
        history.seen([
          { where, before: firstSeen },
          { where, before: firstSeen - incidentMs },
        ]),
        history.events(wanted.map(({ question }) => question)),
        history.tally([
          networkQuestion(where, subject, said.kind === 'aws service'),
          ...made.map((each) => useQuestion(each, account)),
        ]),
      ]);

    const creations = creationsIn(wanted, created, firstSeen);
    const places = networksIn(sightings, lookups.networks);
    const value: Credentials = {
      ...said,
      ...creations,
      use: useOf(all, earlier, firstSeen, creations.keyCreated?.time),
      ...places,
      made: made.map((each, index) => outcomeOf(each, uses[index] ?? [])),
    };
    return { value, evidence: evidenceOf(value, eventIdOf(acting)) };
  },
});

/** Calls of AWS itself come from everywhere, so nothing is asked about them. */
function networkQuestion(where: Where, subject: Subject, isService: boolean): TallyQuestion {
  return {
    where,
    from: Math.max(0, subject.firstSeen - aroundMs),
    to: subject.lastSeen + aroundMs,
    by: ['ip', 'hour'],
    limit: isService ? 0 : mostRows,
  };
}

type Made = NonNullable<ReturnType<typeof madeBy>>;

/** A key is known by its own id; a password by the sign-ins of its user. */
function useQuestion({ id, user, time }: Made, account: string): TallyQuestion {
  const where: Where =
    id === undefined
      ? {
          actor: `arn:aws:iam::${account}:user/${user}`,
          action: 'signin.amazonaws.com:ConsoleLogin',
        }
      : { accessKey: id };
  return {
    where,
    from: time,
    to: time + usedWithinMs,
    by: ['ip', 'action', 'region'],
    limit: mostRows,
  };
}

function outcomeOf(made: Made, rows: readonly Tally[]): Credentials['made'][number] {
  const { record, time, id, ...rest } = made;
  const first = rows.toSorted((a, b) => a.firstSeen - b.firstSeen)[0];
  const [ip = '', action = '', region = ''] = first?.values ?? [];
  return {
    ...rest,
    ...(id !== undefined && { id }),
    time: isoTime(time),
    eventId: eventIdOf(record),
    uses: rows.reduce((sum, { count }) => sum + count, 0),
    ...(first && {
      firstUse: {
        time: isoTime(first.firstSeen),
        action,
        ip,
        region,
        eventId: first.eventId,
        minutesAfter: minutesBetween(time, first.firstSeen),
        fromElsewhere: ip !== '' && ip !== text(record['sourceIPAddress']),
      },
    }),
  };
}

function useOf(
  { count, firstSeen }: Seen,
  { lastSeen }: Seen,
  start: number,
  created: string | undefined,
): Credentials['use'] {
  return {
    count,
    ...(firstSeen !== undefined && { first: isoTime(firstSeen) }),
    ...(lastSeen !== undefined && {
      lastBefore: isoTime(lastSeen),
      idleDays: Math.max(0, Math.round((start - lastSeen) / (dayMs / 10)) / 10),
    }),
    ...(firstSeen !== undefined &&
      created !== undefined && {
        minutesAfterCreation: minutesBetween(Date.parse(created), firstSeen),
      }),
  };
}

function evidenceOf(value: Credentials, acting: string): readonly string[] {
  const { keyCreated, userCreated, passwordSet, made, atOnce, networks } = value;
  const used = made.flatMap(({ eventId, firstUse }) => [eventId, firstUse?.eventId]);
  const places = atOnce === undefined ? [] : networks.map(({ eventId }) => eventId);
  const creations = [keyCreated, userCreated, passwordSet].map((each) => each?.eventId);
  const ids = [acting, ...creations, ...used, ...places].filter((id) => id !== undefined);
  return [...new Set(ids)].filter((id) => id !== '').slice(0, 20);
}
