import type { EnrichedAlert, RunbookStep } from '#src/model/alert.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import type { Evidence } from '../evidence.ts';
import { plain } from '../narrative/plain.ts';
import { actorSteps } from './actor-steps.ts';
import { phases, type Runbook, type Step, step } from './runbook.ts';

/** More would be a book: the first ones fit best. */
const mostRunbooks = 4;

const longestStep = 600;

export interface Composed {
  readonly ids: readonly string[];
  readonly steps: readonly RunbookStep[];
}

/**
 * The steps of all runbooks that fit, in the order in which a responder works; a step that two of them share is there
 * once. Runbooks for the rule come before those for the calls, and those for a tactic help only when nothing else does.
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
  const all = [...actorStepsMissingIn(own, alert, evidence), ...own];
  const steps = all
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

/** A runbook that already changes the actor's user or role has said it better. */
function actorStepsMissingIn(
  own: readonly Step[],
  alert: EnrichedAlert,
  evidence: Evidence,
): readonly Step[] {
  const contains = own.filter(({ phase }) => phase === 'contain');
  return actorSteps(alert, evidence).filter(({ command }) => {
    const target = / --(?:user|role)-name (\S+)/.exec(command ?? '')?.[0];
    return target === undefined || !contains.some((each) => each.command?.includes(target));
  });
}

function choose(
  runbooks: readonly Runbook[],
  alert: EnrichedAlert,
  { actions }: Evidence,
): readonly Runbook[] {
  const forRule = runbooks.filter(({ appliesTo }) => fitsAny(appliesTo.rules, [alert.rule.name]));
  const forAction = runbooks.filter(({ appliesTo }) => fitsAny(appliesTo.actions, actions));
  const direct = [...new Set([...forRule, ...forAction])].slice(0, mostRunbooks);
  if (direct.length > 0) return direct;
  const tactics = alert.techniques.map(({ tactic }) => tactic);
  return runbooks.filter(({ appliesTo }) => fitsAny(appliesTo.tactics, tactics)).slice(0, 1);
}

function fitsAny(patterns: readonly string[] | undefined, values: readonly string[]): boolean {
  return (patterns ?? []).some((pattern) => values.some((value) => globMatches(pattern, value)));
}

/** Two runbooks that give the same command mean the same step, whatever their words. */
function withoutRepeats(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>();
  return steps.filter(({ step, command }) => {
    const key = command ?? step;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
