import { cli } from './cli.ts';

/**
 * A policy that refuses everything to sessions opened until it is put, as the console's "revoke sessions" does. The shell
 * that runs the command writes the time: with the time of an event a session that was opened after it would live on.
 * Nothing of an event stands in it, so that the substitution is safe.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
const refuseUntilNow = `'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'"}}}]}'`;

/** To be put behind what such a step says. */
export const untilRun =
  'The command reads the clock: sessions opened before the moment of running end, later ones do not.';

export function endRoleSessions(role: string | undefined): string | undefined {
  return withPolicy(
    cli`aws iam put-role-policy --role-name ${role} --policy-name end-older-sessions --policy-document`,
  );
}

export function endUserSessions(user: string | undefined): string | undefined {
  return withPolicy(
    cli`aws iam put-user-policy --user-name ${user} --policy-name end-older-sessions --policy-document`,
  );
}

/** A command that is missing or cannot be written stays so. */
function withPolicy(command: string | undefined): string | undefined {
  return command && `${command} ${refuseUntilNow}`;
}
