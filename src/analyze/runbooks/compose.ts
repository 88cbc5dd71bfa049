import type { EnrichedAlert, RunbookStep } from '#src/model/alert.ts';
import { isAtLeast } from '#src/model/severity.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import type { Evidence } from '../evidence.ts';
import { plain } from '../narrative/plain.ts';
import { actorSteps } from './actor-steps.ts';
import { tellOwners } from './caller-steps.ts';
import { lookupEvents } from './cli.ts';
import { type Phase, phases, type Runbook, type Step, step } from './runbook.ts';

/** More would be a book: the first ones fit best. */
const mostRunbooks = 4;

const longestStep = 600;

export interface Composed {
  readonly ids: readonly string[];
  readonly steps: readonly RunbookStep[];
}

/**
 * The steps of all runbooks that fit, in the order in which a responder works; a step that two of them share is there
 * once. Runbooks for the rule come before those for the calls and the facts, and those for a tactic help only when
 * nothing else does.
 */
export function composeRunbook(
  runbooks: readonly Runbook[],
  fallback: Runbook,
  alert: EnrichedAlert,
  evidence: Evidence,
): Composed {
  const chosen = choose(runbooks, alert, evidence);
  const used = chosen.length === 0 ? [fallback] : chosen;
  const own = used.flatMap((runbook) => stepsOf(runbook, alert, evidence));
  const all = [...stopActor(used, alert, evidence), ...own];
  const steps = [...all, ...missingPhases(all, alert, evidence)]
    .filter((each) => each.lacksCommand !== true || !hasCommand(all, each.phase))
    .map(({ lacksCommand: _, ...each }) => each)
    .map((each) => ({ ...each, step: plain(each.step, longestStep) }))
    .toSorted((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase));
  return { ids: used.map(({ id }) => id), steps: withoutRepeats(steps) };
}

/** Of calls that were all refused nothing is to be taken back: only who tried matters. */
function stepsOf(runbook: Runbook, alert: EnrichedAlert, evidence: Evidence): readonly Step[] {
  const steps = runbook.steps(alert, evidence);
  const isMoot = allRefused(evidence) && runbook.isAboutActor !== true;
  if (!isMoot) return steps;
  return [...steps.filter(({ phase }) => phase === 'investigate'), askOwner(alert)];
}

function hasCommand(steps: readonly Step[], phase: Step['phase']): boolean {
  return steps.some((each) => each.phase === phase && each.command !== undefined);
}

function askOwner({ actor }: EnrichedAlert): Step {
  return step(
    'tell',
    `Every call was refused, so there is nothing to take back: ask the owner of ${actor.name} whether the calls were meant.`,
  );
}

function allRefused({ records }: Evidence): boolean {
  return records.length > 0 && records.every((record) => errorCodeOf(record) !== '');
}

function stopActor(
  used: readonly Runbook[],
  alert: EnrichedAlert,
  evidence: Evidence,
): readonly Step[] {
  const isCalledFor = isAtLeast(alert.severity, 'medium') || used.some((each) => each.stopsActor);
  return isCalledFor ? actorSteps(alert, evidence) : [];
}

/** Evidence is kept, the outcome is checked and somebody is told, whatever a runbook says. */
function missingPhases(
  steps: readonly Step[],
  alert: EnrichedAlert,
  evidence: Evidence,
): readonly Step[] {
  if (allRefused(evidence)) return [];
  const general: readonly Step[] = [keepEvents(alert), checkSilence(alert, evidence), told(alert)];
  const known = new Set<Phase>(steps.map(({ phase }) => phase));
  return general.filter(({ phase }) => !known.has(phase));
}

function keepEvents({ events, region }: EnrichedAlert): Step {
  const uuid = events.find((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  return step(
    'preserve',
    'Keep the events of this alert outside the account that they are about.',
    uuid === undefined ? {} : { command: lookupEvents(region, 'EventId', uuid) },
  );
}

function checkSilence({ region, actor }: EnrichedAlert, { text }: Evidence): Step {
  const command = lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId'));
  return step(
    'verify',
    `Check after an hour that ${actor.name} makes no further calls that nobody can explain.`,
    command === undefined ? {} : { command },
  );
}

function told(alert: EnrichedAlert): Step {
  return tellOwners(alert, 'what was found and what was decided');
}

function choose(
  runbooks: readonly Runbook[],
  alert: EnrichedAlert,
  { actions }: Evidence,
): readonly Runbook[] {
  const forRule = runbooks.filter(({ appliesTo }) => fitsAny(appliesTo.rules, [alert.rule.name]));
  const forAction = runbooks.filter(({ appliesTo }) => fitsAny(appliesTo.actions, actions));
  const forFacts = runbooks.filter(({ appliesTo }) => appliesTo.when?.(alert) === true);
  const direct = [...new Set([...forRule, ...forAction])].slice(0, mostRunbooks);
  const all = [...new Set([...direct, ...forFacts])].slice(0, mostRunbooks + 1);
  if (all.length > 0) return all;
  const tactics = alert.techniques.map(({ tactic }) => tactic);
  return runbooks.filter(({ appliesTo }) => fitsAny(appliesTo.tactics, tactics)).slice(0, 1);
}

function fitsAny(patterns: readonly string[] | undefined, values: readonly string[]): boolean {
  return (patterns ?? []).some((pattern) => values.some((value) => globMatches(pattern, value)));
}

/** Two runbooks that give the same command mean the same step, whatever their words. */
function withoutRepeats(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>();
  return steps.filter(({ step: text, command }) => {
    const key = command ?? text;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
