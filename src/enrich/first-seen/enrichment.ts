import type { RawRecord } from '#src/model/cloud-event.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { userAgentFamilyOf } from '#src/normalize/user-agent/family.ts';
import { defineEnrichment } from '../enrichment.ts';
import type { Seen, SeenQuestion } from '../history.ts';
import { FirstSeen, firstSeenDimensions } from './schema.ts';

const neededDays = 14;
const dayMs = 24 * 3_600_000;
/** Looking around in the hours before belongs to what is judged: it must not make a thief's address a known one. */
const incidentMs = 12 * 3_600_000;
const nothing: Seen = { count: 0, firstSeen: undefined, lastSeen: undefined };

export const firstSeen = defineEnrichment({
  id: 'first-seen',
  title: 'What is new for this actor and this account',
  value: FirstSeen,
  timeoutMs: 30_000,
  needs: 'event to compare with the past',

  appliesTo: ({ records }) => records.length > 0,

  async enrich({ acting, records, actor, account, firstSeen: ownStart, story }, { history }) {
    const before = Math.min(ownStart, story?.acts[0]?.time ?? ownStart) - incidentMs;
    const values = valuesOf(acting ?? records[0] ?? {});
    const questions: readonly SeenQuestion[] = [
      { where: { actor: actor.key }, before },
      { where: { account }, before },
      ...values.flatMap(({ dimension, value }) => [
        { where: { actor: actor.key, [dimension]: value }, before },
        { where: { account, [dimension]: value }, before },
      ]),
    ];
    const [ofActor = nothing, ofAccount = nothing, ...answers] = await history.seen(questions);
    const actorDays = daysOf(ofActor, before);
    const accountDays = daysOf(ofAccount, before);
    return {
      value: {
        actorDays,
        accountDays,
        neededDays,
        enoughForActor: actorDays >= neededDays,
        enoughForAccount: accountDays >= neededDays,
        facts: values.map((value, index) =>
          factOf(value, answers[2 * index] ?? nothing, answers[2 * index + 1] ?? nothing),
        ),
        ...noteOf(actorDays, accountDays),
      },
      evidence: records.map(eventIdOf),
    };
  },
});

type Value = Pick<FirstSeen['facts'][number], 'dimension' | 'value'>;

function valuesOf(record: RawRecord): readonly Value[] {
  const source = text(record['eventSource']);
  const texts: Readonly<Record<Value['dimension'], string>> = {
    action: `${source}:${plainEventName(text(record['eventName']))}`,
    service: source,
    region: text(record['awsRegion']),
    ip: text(record['sourceIPAddress']),
    userAgent: userAgentFamilyOf(text(record['userAgent'])),
    accessKey: lastingKey(text(bag(record['userIdentity'])['accessKeyId'])),
  };
  return firstSeenDimensions
    .map((dimension) => ({ dimension, value: texts[dimension] }))
    .filter(({ value }) => value !== '');
}

/** A session's key is new by its nature: only a user's own key can be a known one. */
function lastingKey(accessKey: string): string {
  return accessKey.startsWith('ASIA') ? '' : accessKey;
}

function factOf(value: Value, ofActor: Seen, ofAccount: Seen): FirstSeen['facts'][number] {
  return {
    ...value,
    newForActor: ofActor.count === 0,
    newForAccount: ofAccount.count === 0,
    actorCount: ofActor.count,
    accountCount: ofAccount.count,
    ...(ofActor.firstSeen === undefined
      ? {}
      : { actorSince: new Date(ofActor.firstSeen).toISOString() }),
    ...(ofAccount.lastSeen === undefined
      ? {}
      : { lastSeen: new Date(ofAccount.lastSeen).toISOString() }),
  };
}

function daysOf({ firstSeen: first }: Seen, until: number): number {
  return first === undefined ? 0 : Math.max(0, Math.floor((until - first) / dayMs));
}

function noteOf(actorDays: number, accountDays: number): { note?: string } {
  if (accountDays < neededDays)
    return {
      note: `not enough history: ${accountDays} days of this account, ${neededDays} are needed`,
    };
  if (actorDays < neededDays)
    return {
      note: `not enough history of this actor: ${actorDays} days, ${neededDays} are needed`,
    };
  return {};
}
