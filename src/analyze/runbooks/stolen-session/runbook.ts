import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';
import { endSessionsBefore } from '../sessions.ts';

/** Temporary credentials are used in a way that their role or user was not made for. */
export const stolenSession = defineRunbook({
  id: 'stolen-session',
  title: 'A session does what it was not opened for',
  appliesTo: {
    rules: [
      'ai-agent-changed-something',
      'enumeration-by-instance',
      'enumeration-by-role',
      'role-probing',
      'role-tries-then-success',
      'signin-console-session-from-access-key',
      'sts-*',
    ],
    actions: ['sts:GetFederationToken', 'sts:AssumeRoot'],
  },
  isAboutActor: true,

  steps(alert, evidence) {
    const { text } = evidence;
    const issuer = text('userIdentity.sessionContext.sessionIssuer.userName');
    const isRole = text('userIdentity.sessionContext.sessionIssuer.type') === 'Role';
    const user = isRole ? undefined : (text('userIdentity.userName') ?? issuer);
    const policy = endSessionsBefore(alert.lastSeen);
    return [
      step(
        'contain',
        'End all sessions of the role that were opened until now.',
        isRole
          ? cli`aws iam put-role-policy --role-name ${issuer} --policy-name end-older-sessions --policy-document ${policy}`
          : undefined,
      ),
      step(
        'contain',
        'Refuse everything to the user: sessions taken from its key outlive the key, but not this policy.',
        cli`aws iam put-user-policy --user-name ${user} --policy-name end-older-sessions --policy-document ${policy}`,
      ),
      step(
        'investigate',
        'Read what was done with the same credential.',
        lookupEvents(alert.region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      ),
      step(
        'investigate',
        'Follow the session that this call opened.',
        lookupEvents(alert.region, 'AccessKeyId', text('responseElements.credentials.accessKeyId')),
      ),
      step(
        'eradicate',
        'Close the way by which the credential was taken: the exposed metadata service, the leaked file, the laptop.',
      ),
    ];
  },
});
