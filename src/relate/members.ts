import { LinkValues } from '#src/detect/chain/link-values.ts';
import type { LinkValue, Member } from '#src/detect/chain/member.ts';
import type { AlertGroup, Signal } from '#src/detect/group/alert-group.ts';
import type { SingleDetection } from '#src/detect/group/copies.ts';
import { groupSignals } from '#src/detect/group/group.ts';
import type { History } from '#src/enrich/history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { isAtLeast, type Severity } from '#src/model/severity.ts';
import { actorOf } from '#src/normalize/actor/actor.ts';
import { isNamedBy } from '#src/normalize/actor/actor-class.ts';
import { lastSegment } from '#src/normalize/actor/arn.ts';
import { bag, text } from '#src/normalize/untyped.ts';

/** What a rule says about its alerts. */
export interface RuleWords {
  readonly title: string;
  readonly severity: Severity;
}

export interface MemberInput {
  readonly history: Pick<History, 'records'>;
  readonly config: Config;
  readonly about: (rule: string) => RuleWords;
  /** Addresses that join nobody, such as those of one's own offices. */
  readonly isShared: (ip: string) => boolean;
}

export interface FoundMembers {
  readonly members: readonly Member[];
  /** Low alerts that were left out, because there were too many to hold. */
  readonly leftOut: number;
}

/** A member takes about 2 KB. Beyond this only those are kept that are at least of medium severity, and of these as many again. */
const mostMembers = 30_000;
const chunkSize = 512;

interface Draft {
  readonly group: AlertGroup;
  readonly links: LinkValues;
  readonly suppressed?: string;
}

/** One pass over the signals, without asking about any: what each alert could be joined by. */
export async function findMembers(
  signals: AsyncIterable<Signal>,
  input: MemberInput,
): Promise<FoundMembers> {
  const members: Member[] = [];
  let leftOut = 0;
  let waiting: Draft[] = [];
  const settle = async () => {
    for (const member of await membersOf(waiting, input)) {
      const isKept = members.length < mostMembers || isAtLeast(member.severity, 'medium');
      if (isKept && members.length < 2 * mostMembers) members.push(member);
      else leftOut += 1;
    }
    waiting = [];
  };
  for await (const draft of draftsOf(signals, input)) {
    waiting.push(draft);
    if (waiting.length >= chunkSize) await settle();
  }
  await settle();
  return { members, leftOut };
}

async function* draftsOf(
  signals: AsyncIterable<Signal>,
  { config }: MemberInput,
): AsyncGenerator<Draft> {
  const open = new Map<string, Omit<Draft, 'group'>>();
  const onDetection = (key: string, { record: _record, ...detection }: SingleDetection) => {
    const { quieted } = detection;
    const known = open.get(key) ?? {
      links: new LinkValues(),
      ...(quieted && { suppressed: quieted }),
    };
    open.set(key, known);
    known.links.add(detection);
  };
  const { windowHours } = config.alerts;
  for await (const { groups } of groupSignals(signals, { windowHours, onDetection }))
    for (const group of groups) {
      const known = open.get(group.key) ?? { links: linksOfCorrelation(group) };
      open.delete(group.key);
      yield { group, ...known };
    }
}

/** Fields that correlations group by and that say who it was. */
const groupFields = new Map([
  ['userIdentity.accessKeyId', 'accessKey'],
  ['sourceIPAddress', 'sourceIp'],
  ['cairn.actor.key', 'actorKey'],
]);

function linksOfCorrelation({ actorKey, correlation }: AlertGroup): LinkValues {
  const links = new LinkValues();
  const source = { actorKey, accessKey: '', sourceIp: '' };
  for (const [field, value] of Object.entries(correlation?.group ?? {})) {
    const name = groupFields.get(field);
    if (name !== undefined) links.add({ ...source, [name]: value });
  }
  links.add(source);
  return links;
}

/**
 * Sessions and resources stand in records. Which of them a detection carries depends on the files that it came in, so those
 * of the evidence are used, and asked for where they are missing.
 */
async function membersOf(
  drafts: readonly Draft[],
  { history, config, about, isShared }: MemberInput,
): Promise<readonly Member[]> {
  const missing = drafts.flatMap((draft) => missingEvents(draft, about(draft.group.rule)));
  const ids = [...new Set(missing)];
  const answers = ids.length === 0 ? [] : await history.records(ids);
  const asked = new Map(ids.map((id, index) => [id, answers[index]]));
  return drafts.map((draft) => {
    const { group, links } = draft;
    const records = group.evidence
      .map(({ eventId, record }) => record ?? asked.get(eventId))
      .filter((record) => record !== undefined);
    for (const record of records) links.add({ ...sourceOf(group, record), record });
    return memberOf(draft, about(group.rule), {
      values: links.values.filter(({ by, value }) => by !== 'ip' || !isShared(value)),
      isMachine: isMachine(group.actorKey, records[0], config.identities.ci),
    });
  });
}

/** Of what is only for the record, and may be a great many, the detections say enough. */
function missingEvents({ group }: Draft, { severity }: RuleWords): readonly string[] {
  if (severity === 'informational') return [];
  return group.evidence.filter(({ record }) => record === undefined).map(({ eventId }) => eventId);
}

const machines: ReadonlySet<string> = new Set(['ci', 'aws-service', 'workload']);

function isMachine(key: string, record: RawRecord | undefined, ci: readonly string[]): boolean {
  if (record !== undefined) return machines.has(actorOf(record, { ci }).class);
  const name = lastSegment(key);
  return ci.some((pattern) => isNamedBy(pattern, { key, name }));
}

function sourceOf({ actorKey }: AlertGroup, record: RawRecord) {
  return {
    actorKey,
    accessKey: text(bag(record['userIdentity'])['accessKeyId']),
    sourceIp: text(record['sourceIPAddress']),
  };
}

function memberOf(
  { group, suppressed }: Draft,
  { title, severity }: RuleWords,
  found: { readonly values: readonly LinkValue[]; readonly isMachine: boolean },
): Member {
  const { key, rule, firstSeen, lastSeen, account, actorKey } = group;
  return {
    key: suppressed === undefined ? key : `quieted ${key}`,
    rule,
    title,
    severity,
    firstSeen,
    lastSeen,
    account,
    actorKey: actorKey || (found.values.find(({ by }) => by === 'actor')?.value ?? ''),
    ...found,
    ...(suppressed === undefined ? {} : { suppressed }),
    ancestors: [],
  };
}
