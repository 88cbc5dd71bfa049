import type { EnrichedAlert, RunbookStep } from '#src/model/alert.ts';
import type { Evidence } from '../evidence.ts';
import { unwritable } from './cli.ts';

/** The order in which a responder works, and in which the composer sorts the steps of several runbooks. */
export const phases = [
  'contain',
  'preserve',
  'investigate',
  'eradicate',
  'verify',
  'tell',
] as const;
export type Phase = (typeof phases)[number];

/** Phases whose steps change something, so that each of them says what it breaks and how it is taken back. */
export type ChangingPhase = 'contain' | 'eradicate';

/** Who takes a step, or has to agree to it. */
export const owners = [
  'incident lead',
  'identity team',
  'account owner',
  'resource owner',
  'data owner',
  'network team',
  'logging team',
  'organisation administrator',
] as const;
export type Owner = (typeof owners)[number];

export interface Step extends RunbookStep {
  readonly phase: Phase;
  /** True for a step that has a command whose values the events do not say: mostly it is about another call. */
  readonly lacksCommand?: boolean;
}

/**
 * What to do about one kind of alert. A unit in a folder of its own: `analyze/runbooks/<id>/runbook.ts` exports the
 * camelCase id, plus one line in `index.ts`.
 */
export interface Runbook {
  readonly id: string;
  readonly title: string;
  /** Any of these suffices. Every rule of the pack is named by at least one runbook (a house test). */
  readonly appliesTo: {
    /** Folder names of rules, or patterns with `*`, such as `iam-*`. */
    readonly rules?: readonly string[];
    /** `service:Action` as in IAM policies, or patterns with `*`: `s3:PutBucketPolicy`, `cloudtrail:*`. */
    readonly actions?: readonly string[];
    /** What the facts must show, whatever the rule. Must tolerate facts that are absent, failed or of another shape. */
    readonly when?: (alert: EnrichedAlert) => boolean;
    /** ATT&CK tactics as in `Technique.tactic`: `credential-access`. Considered only when nothing above fits the alert. */
    readonly tactics?: readonly string[];
  };
  /** True when its steps are about who called, so that they hold for calls that were refused as well. */
  readonly isAboutActor?: true;
  /** True when the actor's credentials are to be taken out of its hands even where the rule's severity is low. */
  readonly stopsActor?: true;
  /**
   * Ordered, concrete steps with the alert's own values. Commands come from the `cli` template; see
   * `step` for what happens where it answers undefined. Never throws, whatever the records hold. What takes the actor's
   * own key or session away is the composer's, so that it is there once.
   */
  steps(alert: EnrichedAlert, evidence: Evidence): readonly Step[];
}

export function defineRunbook(runbook: Runbook): Runbook {
  return runbook;
}

interface LookDetails {
  readonly command?: string | undefined;
  readonly owner?: Owner;
}

export interface ChangeDetails extends LookDetails {
  /** What stops working. */
  readonly breaks: string;
  /** Words, or a command from the `cli` template. */
  readonly rollback: string;
  readonly owner: Owner;
}

/**
 * One step. Where a command is given and undefined the composer leaves the step out, unless the phase would have none:
 * runbooks serve several calls, and each call fills in its own commands.
 */
export function step(phase: ChangingPhase, text: string, details: ChangeDetails): Step;
export function step(
  phase: Exclude<Phase, ChangingPhase>,
  text: string,
  details?: LookDetails,
): Step;
export function step(phase: Phase, text: string, details: LookDetails = {}): Step {
  const { command, ...others } = details;
  const base = { phase, step: text, ...others };
  if (command === unwritable)
    return { ...base, step: `${text} (By hand: a name in the command cannot be written safely.)` };
  if (command !== undefined) return { ...base, command };
  return 'command' in details ? { ...base, lacksCommand: true } : base;
}

/** What a containing step is about to overwrite is kept before it, not after it. */
export function keepFirst(text: string, owner: Owner, command: string | undefined): Step {
  return step('contain', text, {
    command,
    breaks: 'Nothing: it only reads.',
    rollback: 'There is nothing to take back.',
    owner,
  });
}

/** The command of a step that makes sense only after one of these calls (`service:Action`). */
export function onlyAfter(
  { actions }: Pick<Evidence, 'actions'>,
  calls: string,
  command: string | undefined,
): string | undefined {
  return calls.split(' ').some((call) => actions.includes(call)) ? command : undefined;
}
