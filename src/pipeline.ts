import { alertIdOf } from './alert-id.ts';
import { analyzeDeterministically } from './analyze/analyst/deterministic/analyst.ts';
import { openCaseFile } from './analyze/case-file.ts';
import { enrichedAlert } from './analyze/enriched-alert.ts';
import type { RuleInfo } from './analyze/rule-info.ts';
import type { Signal } from './detect/group/alert-group.ts';
import { groupSignals } from './detect/group/group.ts';
import { type LinkedGroup, linkStories } from './detect/group/stories.ts';
import { coalesce } from './enrich/coalesce.ts';
import type { EnrichContext, Subject } from './enrich/enrichment.ts';
import type { History } from './enrich/history.ts';
import { enrichments } from './enrich/index.ts';
import type { Lookups } from './enrich/lookups.ts';
import { couldNotLook, type Facts, runEnrichments } from './enrich/run.ts';
import { missingIds, missingRecords, type Records, subjectOf } from './enrich/subject.ts';
import type { Alert } from './model/alert.ts';
import type { Config } from './model/config.ts';
import { deriveSettingsOf } from './normalize/derived/settings.ts';
import { type CaseIndex, indexCases, noIndex } from './relate/case-index.ts';
import { findChains } from './relate/chains.ts';
import { tolerant } from './relate/tolerant-history.ts';

export interface Understanding {
  readonly history: History;
  readonly config: Config;
  /** By the key that detections carry. */
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly lookups: Lookups;
  /** What `relate` found: without it alerts stand alone. */
  readonly cases?: CaseIndex;
}

/**
 * A first, cheap pass over the signals: which alerts will belong together, and to whom. A history that does not answer
 * costs the cases, not the alerts.
 */
export async function relate(
  signals: AsyncIterable<Signal>,
  { history, config, rules }: Omit<Understanding, 'lookups' | 'cases'>,
  quieted?: AsyncIterable<Signal>,
): Promise<CaseIndex> {
  const about = (key: string) => {
    const { title, level } = rules.get(key) ?? unknownRule(key);
    return { title, severity: level };
  };
  const asked = tolerant(history);
  const input = { signals, history: asked.history, config, about, ...(quieted && { quieted }) };
  const chains = await findChains(input);
  const failure = asked.failure();
  return failure === undefined ? indexCases(chains, config.cases.halfLifeDays) : noIndex(failure);
}

/** Alerts that are asked about together: their questions to the history become one. */
const chunkSize = 256;

/** The product on one page: every step is a folder. `signals` are ordered by time, and so are the alerts. */
export async function* understand(
  signals: AsyncIterable<Signal>,
  understanding: Understanding,
): AsyncGenerator<Alert> {
  const { windowHours, storyMinutes } = understanding.config.alerts;
  const groups = linkStories(groupSignals(signals, { windowHours }), storyMinutes);
  for await (const chunk of chunks(groups, chunkSize))
    yield* await investigate(chunk, understanding);
}

/** From groups of detections to understood alerts. */
async function investigate(
  groups: readonly LinkedGroup[],
  { history, config, rules, lookups, cases }: Understanding,
): Promise<readonly Alert[]> {
  const context: EnrichContext = {
    history: coalesce(history),
    config,
    settings: deriveSettingsOf(config),
    lookups,
    ...(cases && { related: cases.related }),
  };
  const { records, error } = await evidenceOf(groups, context.history);

  return Promise.all(
    groups.map(async (linked) => {
      const rule = rules.get(linked.group.rule) ?? unknownRule(linked.group.rule);
      const severity = rule.level;
      const subject = subjectOf({ linked, records, severity, config, idOf: alertIdOf });
      const isUnread = error !== undefined && missingIds(linked).length > 0;
      const facts = isUnread
        ? couldNotLook(enrichments, error)
        : await runEnrichments(enrichments, subject, context);
      const alert = analyze(linked, subject, rule, facts, context);
      const caseId = cases?.caseIdOf(alert.id);
      return caseId === undefined ? alert : { ...alert, caseId };
    }),
  );
}

interface EvidenceRecords {
  readonly records: Records;
  /** Why there are none. */
  readonly error?: unknown;
}

/** A history that does not answer costs what it knows, not the alerts. */
async function evidenceOf(
  groups: readonly LinkedGroup[],
  history: History,
): Promise<EvidenceRecords> {
  try {
    return { records: await missingRecords(groups, history) };
  } catch (error) {
    return { records: new Map(), error: error ?? 'no reason was given' };
  }
}

function analyze(
  { group }: LinkedGroup,
  subject: Subject,
  rule: RuleInfo,
  facts: Facts,
  { config, settings }: EnrichContext,
): Alert {
  const alert = enrichedAlert({ group, subject, rule, facts, config, settings });
  const { records, story } = subject;
  const storyActs = story?.acts ?? [];
  const file = openCaseFile({ alert, rule, records, storyActs, config, settings });
  return { ...alert, analysis: analyzeDeterministically(file) };
}

/** A detection stored under a rule that has since been removed still says something. */
function unknownRule(key: string): RuleInfo {
  return { id: key, name: key, title: `Rule ${key}`, level: 'medium', tags: [] };
}

async function* chunks<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
