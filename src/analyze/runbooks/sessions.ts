/**
 * A policy that refuses everything to sessions opened before this time (ISO 8601), as the console's "revoke sessions" does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export function endSessionsBefore(time: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': time } },
      },
    ],
  });
}
