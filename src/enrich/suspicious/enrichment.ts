import { hourMs, isoTime } from '#src/model/time.ts';
import { accessLevelOfAction, isReading } from '#src/normalize/access-level/access-level.ts';
import { isRefusal } from '#src/normalize/refusal.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { Where } from '../history.ts';
import { Suspicious } from './schema.ts';
import {
  actionsOf,
  type CallKind,
  kindOf,
  servicesOf,
  spanMinutes,
  spanOf,
  total,
} from './spans.ts';
import { escalationSteps, tamperingSteps } from './steps.ts';

const aroundMs = hourMs;
const mostKinds = 500;
const mostChanges = 20;
const mostErrors = 12;
const mostSteps = 12;
const mostEvidence = 20;

type CallOfNote = Suspicious['changes'][number];
type Level = CallOfNote['level'];

export const suspicious = defineEnrichment({
  id: 'suspicious',
  title: 'What else around the alert looks like an attack',
  reference:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  value: Suspicious,
  timeoutMs: 30_000,
  needs: 'actor whose calls could be looked at',

  appliesTo: ({ actor }) => actor.key !== '',

  async enrich(subject, { history }) {
    const { scope, where } = scopeOf(subject);
    const from = Math.max(0, subject.firstSeen - aroundMs);
    const to = subject.lastSeen + aroundMs;
    const question = { where, from, to, by: ['action', 'errorCode'], limit: mostKinds } as const;
    const [rows = []] = await history.tally([question]);
    const kinds = rows.map(kindOf);
    const found = { ...findingsOf(kinds), more: rows.length === mostKinds };
    return {
      value: { scope, from: isoTime(from), to: isoTime(to), ...found },
      evidence: evidenceOf(found),
    };
  },
});

/** A role is shared by sessions that have nothing to do with each other; a user and root are one actor. */
function scopeOf({ actor, acting, account }: Subject): {
  scope: Suspicious['scope'];
  where: Where;
} {
  const session = text(bag(acting?.['userIdentity'])['arn']);
  if (session.includes(':assumed-role/')) return { scope: 'session', where: { session } };
  // Services act everywhere under one name: only what they did in this account can belong together.
  const isService = actor.kind === 'aws-service';
  return { scope: 'actor', where: { actor: actor.key, ...(isService && { account }) } };
}

type Findings = Omit<Suspicious, 'scope' | 'from' | 'to' | 'more'>;

function findingsOf(kinds: readonly CallKind[]): Findings {
  const calls = [...Map.groupBy(kinds, ({ action }) => action).values()];
  const changes = calls.filter(isChange).map(noteOf).toSorted(byGravity);
  const denied = kinds.filter(({ error }) => isRefusal(error));
  const burst = burstOf(denied);
  const sweep = sweepOf(kinds);
  return {
    calls: total(kinds, 'count'),
    levels: countLevels(kinds),
    changes: changes.slice(0, mostChanges),
    distinctChanges: changes.length,
    failures: failuresOf(kinds),
    ...(burst && { deniedBurst: burst }),
    escalation: stepsAmong(calls, escalationSteps),
    tampering: stepsAmong(calls, tamperingSteps),
    ...(sweep && { sweep }),
  };
}

function levelOf(action: string): Level {
  return accessLevelOfAction(action) ?? 'unknown';
}

/** Where IAM knows no level, the record's own word that it did not only read decides. */
function isChange(kinds: readonly CallKind[]): boolean {
  const reads = isReading(accessLevelOfAction(kinds[0]?.action ?? ''));
  return reads === undefined ? total(kinds, 'writes') > 0 : !reads;
}

function noteOf(kinds: readonly CallKind[]): CallOfNote {
  const action = kinds[0]?.action ?? '';
  return { action, level: levelOf(action), failed: total(kinds, 'failed'), ...spanOf(kinds) };
}

const gravity: readonly Level[] = ['Permissions management', 'Write', 'unknown', 'Tagging'];

function byGravity(a: CallOfNote, b: CallOfNote): number {
  return (
    gravity.indexOf(a.level) - gravity.indexOf(b.level) ||
    b.count - a.count ||
    (a.action < b.action ? -1 : 1)
  );
}

function countLevels(kinds: readonly CallKind[]): Suspicious['levels'] {
  const at = (level: Level) =>
    total(
      kinds.filter(({ action }) => levelOf(action) === level),
      'count',
    );
  return {
    list: at('List'),
    read: at('Read'),
    tagging: at('Tagging'),
    write: at('Write'),
    permissions: at('Permissions management'),
    unknown: at('unknown'),
  };
}

function failuresOf(kinds: readonly CallKind[]): Suspicious['failures'] {
  const byError = Map.groupBy(
    kinds.filter(({ error }) => error !== ''),
    ({ error }) => error,
  );
  return [...byError]
    .map(([error, those]) => ({
      error: error.slice(0, 120),
      denied: isRefusal(error),
      actions: actionsOf(those).slice(0, 5),
      distinctActions: actionsOf(those).length,
      ...spanOf(those),
    }))
    .toSorted((a, b) => b.count - a.count || (a.error < b.error ? -1 : 1))
    .slice(0, mostErrors);
}

const burstCalls = 5;
const burstActions = 3;

/** One refusal is a mistake; several in two hours are somebody who tries what the credentials can do. */
function burstOf(denied: readonly CallKind[]): Suspicious['deniedBurst'] {
  const distinctActions = actionsOf(denied).length;
  if (total(denied, 'count') < burstCalls && distinctActions < burstActions) return undefined;
  return {
    distinctActions,
    services: servicesOf(denied).slice(0, 12),
    spanMinutes: spanMinutes(denied),
    ...spanOf(denied),
  };
}

function stepsAmong(
  calls: readonly (readonly CallKind[])[],
  steps: ReadonlyMap<string, string>,
): Suspicious['escalation'] {
  return calls
    .flatMap((kinds) => {
      const why = steps.get(kinds[0]?.action ?? '');
      return why === undefined ? [] : [{ ...noteOf(kinds), why }];
    })
    .toSorted((a, b) => (a.firstSeen < b.firstSeen ? -1 : 1))
    .slice(0, mostSteps);
}

const sweepActions = 15;
const sweepServices = 5;

/** Many different questions to many services: somebody looks where they are and what there is. */
function sweepOf(kinds: readonly CallKind[]): Suspicious['sweep'] {
  const looks = kinds.filter(({ action }) => isLook(action));
  const services = servicesOf(looks);
  const distinctActions = actionsOf(looks).length;
  if (distinctActions < sweepActions || services.length < sweepServices) return undefined;
  return {
    distinctActions,
    distinctServices: services.length,
    services: services.slice(0, 12),
    spanMinutes: spanMinutes(looks),
    ...spanOf(looks),
  };
}

function isLook(action: string): boolean {
  const level = levelOf(action);
  return level === 'List' || (level === 'Read' && /:(?:Describe|List|GetCallerId)/.test(action));
}

/** The gravest first, for there is room for a few. */
function evidenceOf({ tampering, escalation, deniedBurst, changes, failures, sweep }: Findings) {
  const spans = [...tampering, ...escalation, deniedBurst, sweep, ...changes, ...failures];
  const ids = spans.flatMap((span) => (span === undefined ? [] : [span.eventId]));
  return [...new Set(ids)].filter((id) => id !== '').slice(0, mostEvidence);
}
