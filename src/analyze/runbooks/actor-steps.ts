import type { EnrichedAlert } from '#src/model/alert.ts';
import { isAtLeast } from '#src/model/severity.ts';
import { isSsoRole } from '#src/normalize/actor/actor-key.ts';
import type { Evidence } from '../evidence.ts';
import { cli } from './cli.ts';
import { type Step, step } from './runbook.ts';
import { endSessionsBefore } from './sessions.ts';

/** What takes the actor's credentials out of its hands; nothing for services, and for alerts that need no haste. */
export function actorSteps(alert: EnrichedAlert, evidence: Evidence): readonly Step[] {
  if (!isAtLeast(alert.severity, 'medium')) return [];
  const own = sessionStep(alert) ?? keyStep(alert, evidence);
  const first = firstIdentityStep(alert);
  return [own, first].filter((each) => each !== undefined);
}

function keyStep({ actor }: EnrichedAlert, { texts }: Evidence): Step | undefined {
  const key = texts('userIdentity.accessKeyId').find((each) => each.startsWith('AKIA'));
  if (actor.kind !== 'iam-user' || key === undefined) return undefined;
  return step(
    'contain',
    'Switch off the key that made the calls, unless its owner can explain them at once.',
    cli`aws iam update-access-key --user-name ${userOf(actor.key)} --access-key-id ${key} --status Inactive`,
  );
}

/** A role of Identity Center cannot be changed from inside the account: its sessions end where the person is managed. */
function sessionStep(alert: EnrichedAlert): Step | undefined {
  const role = /^arn:[^:]*:iam::\d{12}:role\/([^#]+)/.exec(alert.actor.key)?.[1];
  if (role === undefined || ['aws-service', 'service-linked'].includes(alert.actor.kind))
    return undefined;
  if (isSsoRole(`/${role}`))
    return step(
      'contain',
      `End the sessions of ${alert.actor.name} in Identity Center (AWS access portal, the user, active sessions), and disable the user until the calls are explained.`,
    );
  return step(
    'contain',
    'End all sessions of the role that were opened until now; whoever uses it rightly gets a new one.',
    cli`aws iam put-role-policy --role-name ${role} --policy-name end-older-sessions --policy-document ${endSessionsBefore(alert.lastSeen)}`,
  );
}

/** The one who took the role can take it again. */
function firstIdentityStep({ actor }: EnrichedAlert): Step | undefined {
  const [first] = actor.chain;
  if (first === undefined || actor.chain.length < 2 || !first.principal.includes(':user/'))
    return undefined;
  const account = first.account === undefined ? '' : ` of account ${first.account}`;
  return step(
    'contain',
    `The session goes back to IAM user ${first.name}${account}: find its keys there and switch them off as well.`,
    cli`aws iam list-access-keys --user-name ${first.name}`,
  );
}

function userOf(key: string): string | undefined {
  return /:user\/(.+)$/.exec(key)?.[1];
}
