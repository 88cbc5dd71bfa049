import type { EnrichedAlert } from '#src/model/alert.ts';
import { isSsoRole } from '#src/normalize/actor/actor-key.ts';
import { accountInArn, lastSegment } from '#src/normalize/actor/arn.ts';
import type { Evidence } from '../evidence.ts';
import { cli } from './cli.ts';
import { type Step, step } from './runbook.ts';
import { endRoleSessions, endUserSessions, untilRun } from './sessions.ts';

/**
 * What takes the actor's credentials out of its hands; nothing for services, and for root, which no policy stops. Only the
 * composer adds these steps, so that an alert has each of them once whatever runbooks it is given.
 */
export function actorSteps(alert: EnrichedAlert, evidence: Evidence): readonly Step[] {
  const role = roleOf(alert);
  const own =
    role === undefined
      ? [keyStep(alert, evidence), temporaryKeyStep(alert, evidence)]
      : [sessionStep(alert, role)];
  const steps = [...own.map((each) => each && inItsAccount(each, alert)), firstIdentityStep(alert)];
  return steps.filter((each) => each !== undefined);
}

/** Commands run in the account that was acted on; the caller's credentials may lie in another one. */
function inItsAccount(each: Step, { actor, account }: EnrichedAlert): Step {
  const own = accountInArn(actor.key);
  if (each.command === undefined || own === '' || own === account || account === '') return each;
  return { ...each, step: `${each.step} Run this in account ${own}, to which the caller belongs.` };
}

function keyStep({ actor }: EnrichedAlert, { texts }: Evidence): Step | undefined {
  const key = texts('userIdentity.accessKeyId').find((each) => each.startsWith('AKIA'));
  const user = userOf(actor.key);
  if (actor.kind !== 'iam-user' || key === undefined || user === undefined) return undefined;
  return step(
    'contain',
    'Switch off the key that made the calls, unless its owner can explain them at once.',
    {
      command: cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Inactive`,
      breaks: `Every program that uses this key of ${actor.name} stops at once.`,
      rollback:
        cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Active` ||
        'Set the key to Active again.',
      owner: 'identity team',
    },
  );
}

/** Sessions that were taken from a key outlive it, and a console session has no key to switch off. */
function temporaryKeyStep({ actor }: EnrichedAlert, evidence: Evidence): Step | undefined {
  const keys = evidence.texts('userIdentity.accessKeyId');
  const opens = ['sts:GetFederationToken', 'sts:GetSessionToken'];
  const hasSession =
    keys.some((key) => key.startsWith('ASIA')) ||
    opens.some((action) => evidence.actions.includes(action));
  const user = userOf(actor.key);
  if (actor.kind !== 'iam-user' || !hasSession || user === undefined) return undefined;
  return step(
    'contain',
    `Refuse everything to the sessions of the user that were opened until now: they outlive key and password. ${untilRun}`,
    {
      command: endUserSessions(user),
      breaks: `${actor.name} has to sign in again; temporary keys that programs hold stop working.`,
      rollback:
        cli`aws iam delete-user-policy --user-name ${user} --policy-name end-older-sessions` ||
        'Delete the policy end-older-sessions.',
      owner: 'identity team',
    },
  );
}

function roleOf({ actor }: EnrichedAlert): string | undefined {
  if (['aws-service', 'service-linked'].includes(actor.kind)) return undefined;
  return /^arn:[^:]*:iam::\d{12}:role\/([^#]+)/.exec(actor.key)?.[1];
}

/** A role of Identity Center cannot be changed from inside the account: its sessions end where the person is managed. */
function sessionStep({ actor }: EnrichedAlert, role: string): Step {
  if (isSsoRole(`/${role}`))
    return step(
      'contain',
      `End the sessions of ${actor.name} in Identity Center (AWS access portal, the user, active sessions), and disable the user until the calls are explained.`,
      {
        breaks: `${actor.name} cannot work in any account until enabled again.`,
        rollback: 'Enable the user in Identity Center again.',
        owner: 'identity team',
      },
    );
  const name = lastSegment(role);
  return step(
    'contain',
    `End all sessions of the role that were opened until now; whoever uses it rightly gets a new one. ${untilRun}`,
    {
      command: endRoleSessions(name),
      breaks: `Everybody and everything that works as ${name} has to take the role again; jobs that cannot do so fail.`,
      rollback:
        cli`aws iam delete-role-policy --role-name ${name} --policy-name end-older-sessions` ||
        'Delete the policy end-older-sessions.',
      owner: 'identity team',
    },
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
    {
      command: cli`aws iam list-access-keys --user-name ${first.name}`,
      breaks: `Programs that use the keys of ${first.name} stop; the command itself only lists them.`,
      rollback: 'Set the keys to Active again.',
      owner: 'identity team',
    },
  );
}

function userOf(key: string): string | undefined {
  return /:user\/(?:.*\/)?([^/]+)$/.exec(key)?.[1];
}
