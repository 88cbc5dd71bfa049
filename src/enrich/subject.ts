import type { AlertGroup } from '#src/detect/group/alert-group.ts';
import type { LinkedGroup, Story } from '#src/detect/group/stories.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import type { Severity } from '#src/model/severity.ts';
import { actorOf } from '#src/normalize/actor/actor.ts';
import { accountOf, actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import type { StoryAct, Subject } from './enrichment.ts';
import type { History } from './history.ts';

/** Evidence records by event id; a record that the history no longer holds is absent. */
export type Records = ReadonlyMap<string, RawRecord>;

/** Asks the history for the evidence that the groups do not carry, all at once. */
export async function missingRecords(
  groups: readonly LinkedGroup[],
  history: History,
): Promise<Records> {
  const ids = [...new Set(groups.flatMap(missingIds))];
  const answers = ids.length === 0 ? [] : await history.records(ids);
  const found = ids.map((id, index) => [id, answers[index]] as const);
  return new Map(found.filter((entry): entry is [string, RawRecord] => entry[1] !== undefined));
}

/** Evidence that only the history has. */
export function missingIds({ group, story }: LinkedGroup): readonly string[] {
  return [group, ...(story?.members ?? [])]
    .flatMap(({ evidence }) => evidence)
    .filter(({ record }) => record === undefined)
    .map(({ eventId }) => eventId);
}

export interface SubjectInput {
  readonly linked: LinkedGroup;
  readonly records: Records;
  readonly severity: Severity;
  readonly config: Config;
  readonly idOf: (key: string) => string;
}

export function subjectOf({ linked, records, severity, config, idOf }: SubjectInput): Subject {
  const { group, story } = linked;
  const evidence = recordsOf(group, records);
  const acting = evidence.find((each) => actorKeyOf(each) === group.actorKey) ?? evidence[0];
  const first = evidence[0] ?? {};
  return {
    id: idOf(group.key),
    severity,
    actor: actorOf(acting ?? {}, { ci: config.identities.ci }),
    account: group.account || accountOf(first),
    region: group.region || text(first['awsRegion']),
    firstSeen: group.firstSeen,
    lastSeen: group.lastSeen,
    events: group.events,
    records: evidence,
    acting,
    ...(story === undefined ? {} : { story: storyOf(story, records, idOf) }),
  };
}

function recordsOf(group: AlertGroup, records: Records): readonly RawRecord[] {
  return group.evidence
    .map(({ eventId, record }) => record ?? records.get(eventId))
    .filter((record) => record !== undefined);
}

/** Two rules may have matched one event: it is one act. */
function storyOf(
  { key, members }: Story,
  records: Records,
  idOf: (key: string) => string,
): NonNullable<Subject['story']> {
  const acts = new Map<string, StoryAct>();
  for (const { evidence, count } of members)
    for (const act of evidence) {
      const record = act.record ?? records.get(act.eventId);
      // Of the events of a correlation only the span is known until their records are.
      const time = record === undefined ? act.time : eventTimeOf(record);
      const isSample = count > evidence.length || acts.get(act.eventId)?.isSample === true;
      const known = { eventId: act.eventId, time, record };
      acts.set(act.eventId, isSample ? { ...known, isSample } : known);
    }
  const calls = new Set(members.flatMap(({ events }) => events)).size;
  return {
    id: idOf(`story ${key}`),
    alerts: members.map((member) => idOf(member.key)),
    ...(calls > acts.size ? { calls } : {}),
    acts: [...acts.values()].toSorted(
      (a, b) => a.time - b.time || (a.eventId < b.eventId ? -1 : 1),
    ),
  };
}
