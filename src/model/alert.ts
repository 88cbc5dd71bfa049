import { z } from 'zod';
import { Actor, ChainHop } from './actor.ts';
import { ModelOpinion } from './model-opinion.ts';
import { Severity } from './severity.ts';
import { Verdict } from './verdict.ts';

const EventId = z.string();

/** What one enrichment found, with the events that prove it and whether it could look at all. */
export const Fact = z.object({
  value: z.unknown().optional(),
  evidence: z.array(EventId),
  coverage: z.enum(['ran', 'skipped', 'failed']),
  /** Why it was skipped or failed. */
  why: z.string().optional(),
  tookMs: z.number(),
});
export type Fact = z.infer<typeof Fact>;

/** ATT&CK technique, version 19. https://attack.mitre.org/ */
export const Technique = z.object({
  id: z.string(),
  name: z.string(),
  tactic: z.string(),
  why: z.string().optional(),
});
export type Technique = z.infer<typeof Technique>;

export const RiskFactor = z.object({
  name: z.enum([
    'action',
    'actor',
    'permissions',
    'time',
    'history',
    'network',
    'resource',
    'chain',
    'model',
  ]),
  /** Positive raises the risk, negative lowers it. */
  points: z.number(),
  why: z.string(),
  evidence: z.array(EventId),
});
export type RiskFactor = z.infer<typeof RiskFactor>;

/** One reason for or against, with its own points, so that every one of them can be argued with. */
export const RiskIndicator = z.object({
  factor: RiskFactor.shape.name,
  points: z.number(),
  why: z.string(),
  evidence: z.array(EventId),
});
export type RiskIndicator = z.infer<typeof RiskIndicator>;

export const Risk = z.object({
  /** 0–100, made from `points`: those above 80 count less and less, and 100 is never reached. */
  score: z.number(),
  /** The sum of the factors, at least 0. Absent in alerts of versions that cut it at 100. */
  points: z.number().optional(),
  level: Severity,
  confidence: z.enum(['low', 'medium', 'high']),
  factors: z.array(RiskFactor),
  /** The reasons behind the factors: those that raise the risk, and those that speak for ordinary work. */
  risky: z.array(RiskIndicator),
  benign: z.array(RiskIndicator),
  /** The hard rule that holds this alert, whoever judges it: nobody may go below its level. */
  hardRule: z.object({ rule: z.string(), level: Severity, why: z.string() }).optional(),
});
export type Risk = z.infer<typeof Risk>;

export const RunbookStep = z.object({
  /** contain, preserve, investigate, eradicate, verify, tell */
  phase: z.string(),
  step: z.string(),
  /** The exact AWS CLI command with the alert's own values, quoted for a POSIX shell; absent where a person decides. */
  command: z.string().optional(),
  /** What stops working when the step is taken. */
  breaks: z.string().optional(),
  /** How to take it back: words, or the command. */
  rollback: z.string().optional(),
  /** Who takes it, or has to agree. */
  owner: z.string().optional(),
});
export type RunbookStep = z.infer<typeof RunbookStep>;

export const Analysis = z.object({
  /** Which analyst wrote this. */
  analyst: z.string(),
  summary: z.string(),
  risk: Risk,
  /** Ids of the runbooks that the steps come from. */
  runbooks: z.array(z.string()),
  runbook: z.array(RunbookStep),
  /** What likely comes next, and what to look for. */
  narrative: z.string(),
  suggestedVerdict: z.object({ verdict: Verdict, why: z.string() }),
  /** What a language model added, where one is configured. All else here is `analyst`'s, but for a risk factor `model`. */
  model: ModelOpinion.optional(),
});
export type Analysis = z.infer<typeof Analysis>;

/** Which enrichments could look, and what that does to what is said. */
export const Coverage = z.object({
  ran: z.array(z.string()),
  skipped: z.array(z.string()),
  failed: z.array(z.string()),
  note: z.string(),
});
export type Coverage = z.infer<typeof Coverage>;

/** Why an alert that somebody may have closed deserves a second look: something about it is new. */
const Reopening = z.object({
  time: z.string(),
  facet: z.enum(['source-ip', 'region', 'severity']),
  value: z.string(),
  eventId: EventId,
});

/** A finding plus all that we know about it. */
export const Alert = z.object({
  /** Stable over runs, file order and late data: rule, actor key, account, resource class, start of its window. */
  id: z.string(),
  title: z.string(),
  severity: Severity,
  rule: z.object({ id: z.string(), name: z.string() }),
  /** ISO 8601, UTC. `time` is the first matching event's. */
  time: z.string(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  /** Exact number of matching events. */
  count: z.number().int(),
  account: z.string(),
  accountName: z.string().optional(),
  region: z.string(),
  regions: z.array(z.string()),
  actor: Actor.extend({
    chain: z.array(ChainHop),
    chainComplete: z.boolean(),
    chainGap: z.string().optional(),
  }),
  sourceIps: z.array(z.string()),
  userAgents: z.array(z.string()),
  resources: z.array(z.string()),
  techniques: z.array(Technique),
  /** At most 1,000; `count` is exact. */
  events: z.array(EventId),
  /** What was changed, in plain words, one sentence each. */
  changes: z.array(z.string()),
  /** The acts told as one: this alert's and linked alerts' calls in order. */
  story: z.object({ id: z.string(), alerts: z.array(z.string()), text: z.string() }).optional(),
  reopenings: z.array(Reopening),
  correlation: z.object({ group: z.record(z.string(), z.string()), value: z.number() }).optional(),
  facts: z.record(z.string(), Fact),
  coverage: Coverage,
  /** Id of the case that joins this alert with others; absent when it stands alone. */
  caseId: z.string().optional(),
  analysis: Analysis,
});
export type Alert = z.infer<typeof Alert>;

/** An alert with its facts, before it is judged. */
export type EnrichedAlert = Omit<Alert, 'analysis'>;
