import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';
import { endSessionsBefore } from '../sessions.ts';

/** Credentials that belong to a machine are used by somebody else, or probed. */
export const instanceCredentialsStolen = defineRunbook({
  id: 'instance-credentials-stolen',
  title: 'Credentials of an instance are used elsewhere',
  appliesTo: { rules: ['ec2-instance-credentials-*', 'ec2-permissions-probed-*'] },

  steps(alert, { text }) {
    const role = text('userIdentity.sessionContext.sessionIssuer.userName');
    const instance = text('userIdentity.principalId')?.split(':')[1];
    return [
      step(
        'contain',
        'End all sessions of the role that are open now. The machines that hold it fetch new ones within minutes.',
        cli`aws iam put-role-policy --role-name ${role} --policy-name refuse-older-sessions --policy-document ${endSessionsBefore(alert.lastSeen)}`,
      ),
      step(
        'preserve',
        'Keep the disks of the instance that the credentials came from.',
        cli`aws ec2 create-snapshots --region ${alert.region} --instance-specification ${instance && `InstanceId=${instance}`} --description 'evidence'`,
      ),
      readSameCredentials(alert, { text }),
      step(
        'investigate',
        `Look for other calls from ${alert.sourceIps.join(', ') || 'the same addresses'}.`,
      ),
      step(
        'eradicate',
        'Require session tokens for the metadata service, and mend the application that gave the credentials away.',
        cli`aws ec2 modify-instance-metadata-options --region ${alert.region} --instance-id ${instance} --http-tokens required`,
      ),
      step(
        'verify',
        'Read what the role may do, and take away what the machine does not need.',
        cli`aws iam list-attached-role-policies --role-name ${role}`,
      ),
      step('tell', 'Tell the owner of the application which of its data the role can read.'),
    ];
  },
});
