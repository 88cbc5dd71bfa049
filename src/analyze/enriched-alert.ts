import type { AlertGroup } from '#src/detect/group/alert-group.ts';
import { Change } from '#src/enrich/change/schema.ts';
import type { Subject } from '#src/enrich/enrichment.ts';
import { RoleChain } from '#src/enrich/role-chain/schema.ts';
import type { Facts } from '#src/enrich/run.ts';
import { StoryFact } from '#src/enrich/story/schema.ts';
import type { EnrichedAlert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { isoTime } from '#src/model/time.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { resourcesOf } from '#src/normalize/resources.ts';
import { shownTechniques } from './attack/shown-techniques.ts';
import { techniquesOf } from './attack/techniques-of.ts';
import { coverageOf } from './coverage.ts';
import { evidenceOf } from './evidence.ts';
import { plain, upperFirst } from './narrative/plain.ts';
import type { RuleInfo } from './rule-info.ts';

const mostShown = 50;
const longestChange = 500;
const longestStory = 2_000;

export interface AlertInput {
  readonly group: AlertGroup;
  readonly subject: Subject;
  readonly rule: RuleInfo;
  readonly facts: Facts;
  readonly config: Config;
  readonly settings: DeriveSettings;
}

/** The alert with everything but a judgement. */
export function enrichedAlert({
  group,
  subject,
  rule,
  facts,
  config,
  settings,
}: AlertInput): EnrichedAlert {
  const evidence = evidenceOf(subject.records);
  const accountName = config.accounts.find(({ id }) => id === subject.account)?.name;
  const { sourceIps, regions } = group;
  return {
    id: subject.id,
    title: rule.title,
    severity: rule.level,
    rule: { id: rule.id, name: rule.name },
    time: isoTime(group.firstSeen),
    firstSeen: isoTime(group.firstSeen),
    lastSeen: isoTime(group.lastSeen),
    count: group.count,
    account: subject.account,
    ...(accountName === undefined ? {} : { accountName }),
    region: subject.region,
    regions: first(regions.length > 0 ? regions : evidence.texts('awsRegion')),
    actor: { ...subject.actor, ...chainOf(subject, facts) },
    sourceIps: first(sourceIps.length > 0 ? sourceIps : evidence.texts('sourceIPAddress')),
    userAgents: first(evidence.texts('userAgent').map((agent) => plain(agent, 300))),
    resources: first([...new Set(subject.records.flatMap(resourcesOf))]),
    techniques: [
      ...techniquesOf({
        tags: rule.tags,
        actions: evidenceOf(subject.records.filter(succeeded)).actions,
        shown: shownTechniques(subject, facts, config, settings),
      }),
    ],
    events: [...group.events],
    changes: changesIn(facts),
    ...storyOf(subject, facts),
    reopenings: group.reopenings.map((facet) => ({ ...facet, time: isoTime(facet.time) })),
    ...(group.correlation === undefined ? {} : { correlation: correlationOf(group.correlation) }),
    facts: { ...facts },
    coverage: coverageOf(facts),
  };
}

/** What was refused shows what somebody wanted, which is for the rule to judge. */
function succeeded(record: RawRecord): boolean {
  return errorCodeOf(record) === '';
}

function first(values: readonly string[]): string[] {
  return values.slice(0, mostShown);
}

function changesIn(facts: Facts): string[] {
  const changes = Change.safeParse(facts['change']?.value).data?.changes ?? [];
  return changes
    .slice(0, mostShown)
    .map(({ text }) => `${upperFirst(plain(text, longestChange))}.`);
}

/** Without the enrichment the chain is the actor alone, and that nobody could look is said. */
function chainOf(
  { actor, acting }: Subject,
  facts: Facts,
): Pick<EnrichedAlert['actor'], 'chain' | 'chainComplete' | 'chainGap'> {
  const found = RoleChain.safeParse(facts['role-chain']?.value).data;
  if (found !== undefined) {
    const gap = found.gap === undefined ? {} : { chainGap: found.gap };
    return { chain: found.chain, chainComplete: found.complete, ...gap };
  }
  const principal = actorPrincipal(acting) || actor.key;
  return {
    chain: [{ name: actor.name, principal, how: 'unknown' }],
    chainComplete: false,
    chainGap: facts['role-chain']?.why ?? 'nobody looked',
  };
}

function actorPrincipal(acting: RawRecord | undefined): string {
  return evidenceOf(acting === undefined ? [] : [acting]).text('userIdentity.arn') ?? '';
}

function storyOf({ story }: Subject, facts: Facts): Pick<EnrichedAlert, 'story'> {
  if (story === undefined) return {};
  const told = StoryFact.safeParse(facts['story']?.value).data;
  return {
    story: { id: story.id, alerts: [...story.alerts], text: plain(told?.text ?? '', longestStory) },
  };
}

/** Field names come from rules, which may be anybody's: the object has no prototype to trip over. */
function correlationOf({
  group,
  value,
}: NonNullable<AlertGroup['correlation']>): NonNullable<EnrichedAlert['correlation']> {
  const named: Record<string, string> = Object.assign(Object.create(null), group);
  return { group: named, value };
}
