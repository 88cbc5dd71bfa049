import type { EnrichedAlert, RunbookStep } from '#src/model/alert.ts';
import type { Evidence } from '../evidence.ts';

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
    /** ATT&CK tactics as in `Technique.tactic`: `credential-access`. Considered only when nothing above fits the alert. */
    readonly tactics?: readonly string[];
  };
  /** True when its steps are about who called, so that they hold for calls that were refused as well. */
  readonly isAboutActor?: true;
  /**
   * Ordered, concrete steps with the alert's own values. Commands come from the `cli` template; see
   * `step` for what happens where it answers undefined. Never throws, whatever the records hold.
   */
  steps(alert: EnrichedAlert, evidence: Evidence): readonly Step[];
}

export function defineRunbook(runbook: Runbook): Runbook {
  return runbook;
}

/**
 * One step. Where a command is given and undefined the composer leaves the step out, unless the phase would have none:
 * runbooks serve several calls, and each call fills in its own commands.
 */
export function step(
  phase: Phase,
  text: string,
  ...commands: [command?: string | undefined]
): Step {
  const [command] = commands;
  if (command !== undefined) return { phase, step: text, command };
  return commands.length === 0 ? { phase, step: text } : { phase, step: text, lacksCommand: true };
}

/** The command of a step that makes sense only after one of these calls (`service:Action`). */
export function onlyAfter(
  { actions }: Pick<Evidence, 'actions'>,
  calls: string,
  command: string | undefined,
): string | undefined {
  return calls.split(' ').some((call) => actions.includes(call)) ? command : undefined;
}
