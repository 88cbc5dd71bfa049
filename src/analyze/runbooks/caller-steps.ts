import type { EnrichedAlert } from '#src/model/alert.ts';
import type { Evidence } from '../evidence.ts';
import { cli, lookupEvents } from './cli.ts';
import { type Step, step } from './runbook.ts';

// Steps about the caller that many runbooks place among their own. A step two of them share is told once, which needs
// the same words and command in each.

type Text = Pick<Evidence, 'text'>;

export function switchKeyOff({ text }: Text): Step {
  const user = text('userIdentity.userName');
  const key = text('userIdentity.accessKeyId');
  return step(
    'contain',
    'Switch the access key off.',
    cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Inactive`,
  );
}

export function confirmWithOwner({ actor }: EnrichedAlert): Step {
  return step(
    'investigate',
    `Ask the owner of ${actor.name} whether this was meant, by a way that the actor does not control.`,
  );
}

export function readSameCredentials({ region }: EnrichedAlert, { text }: Text): Step {
  return step(
    'investigate',
    'Read what the same credentials did around it.',
    lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')),
  );
}
