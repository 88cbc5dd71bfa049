import type { Case, CaseAlert, HuntAsk } from '#src/model/case.ts';
import type { Tactic } from '../attack/attack.ts';
import { looksLike, signs } from './following.ts';
import { huntCommand } from './hunt-command.ts';
import { compareCaseAlerts } from './order.ts';
import { spoken } from './story.ts';

export interface ExpectedInput {
  readonly alerts: readonly CaseAlert[];
  /** Of the case, ISO 8601. */
  readonly firstSeen: string;
  readonly dataFolder: string;
}

/** Tactics that usually follow, each with the question whether it did. */
export function expectedOf(tactics: readonly Tactic[], input: ExpectedInput): Case['next'] {
  return tactics.map((tactic) => {
    const { ask, by } = askOf(tactic, input);
    const command = huntCommand(input.dataFolder, ask);
    return {
      tactic,
      what: looksLike[tactic],
      question: `Did ${spoken(tactic)} follow, ${by}?`,
      ask,
      ...(command && { command }),
    };
  });
}

/** What everybody does all day is asked of the actor of the worst alert alone; rare calls are asked of everybody. */
function askOf(
  tactic: Tactic,
  { alerts, firstSeen }: ExpectedInput,
): { readonly ask: HuntAsk; readonly by: string } {
  const { calls, isEveryday } = signs[tactic];
  const actor = alerts.toSorted(compareCaseAlerts)[0]?.actor;
  const ask = { action: calls.join(','), since: firstSeen.replace(/\.\d+Z$/, 'Z') };
  return isEveryday && actor
    ? { ask: { ...ask, actor }, by: 'by the actor of the riskiest alert, in any account' }
    : { ask, by: 'in any account' };
}
