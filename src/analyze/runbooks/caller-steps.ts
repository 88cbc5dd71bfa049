import type { EnrichedAlert } from '#src/model/alert.ts';
import type { Evidence } from '../evidence.ts';
import { lookupEvents } from './cli.ts';
import { type Step, step } from './runbook.ts';

// Steps about the caller that many runbooks place among their own. A step two of them share is told once, which needs
// the same words and command in each.

export function confirmWithOwner({ actor }: EnrichedAlert): Step {
  return step(
    'investigate',
    `Ask the owner of ${actor.name} whether this was meant, by a way that the actor does not control.`,
    { owner: 'incident lead' },
  );
}

export function readSameCredentials(
  { region }: EnrichedAlert,
  { text }: Pick<Evidence, 'text'>,
): Step {
  return step('investigate', 'Read what the same credentials did around it.', {
    command: lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')),
  });
}

/** The step that every story ends with, where a runbook has no better one. */
export function tellOwners({ account, accountName }: EnrichedAlert, what: string): Step {
  const where = accountName === undefined ? account : `${account} (${accountName})`;
  return step('tell', `Tell the owner of account ${where || 'unknown'} ${what}.`, {
    owner: 'incident lead',
  });
}
