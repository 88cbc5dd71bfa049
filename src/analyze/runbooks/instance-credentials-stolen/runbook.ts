import { CredentialsElsewhere } from '#src/enrich/credentials-elsewhere/schema.ts';
import type { EnrichedAlert } from '#src/model/alert.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { keepDisks } from '../keep-disks.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Credentials that belong to a machine or a function are used by somebody else, or probed. */
export const instanceCredentialsStolen = defineRunbook({
  id: 'instance-credentials-stolen',
  title: 'Credentials of a machine are used elsewhere',
  appliesTo: {
    rules: ['ec2-instance-credentials-*', 'ec2-permissions-probed-*'],
    when: isElsewhere,
  },
  isAboutActor: true,
  stopsActor: true,

  steps(alert, { text }) {
    const { region } = alert;
    const role = text('userIdentity.sessionContext.sessionIssuer.userName');
    const session = text('userIdentity.principalId')?.split(':')[1];
    const instance = session?.startsWith('i-') ? session : undefined;
    return [
      step('preserve', 'Keep the disks of the instance that the credentials came from.', {
        command: keepDisks(region, instance),
      }),
      readSameCredentials(alert, { text }),
      step(
        'investigate',
        `Look for other calls from ${alert.sourceIps.slice(0, 5).join(', ') || 'the same addresses'}.`,
      ),
      step(
        'eradicate',
        'Require session tokens for the metadata service, and mend the application that gave the credentials away.',
        {
          command: cli`aws ec2 modify-instance-metadata-options --region ${region} --instance-id ${instance} --http-tokens required`,
          breaks: 'Old programs on the instance that cannot ask for a token.',
          rollback:
            cli`aws ec2 modify-instance-metadata-options --region ${region} --instance-id ${instance} --http-tokens optional` ||
            'Make tokens optional again.',
          owner: 'resource owner',
        },
      ),
      step('verify', 'Read what the role may do, and take away what the machine does not need.', {
        command: cli`aws iam list-attached-role-policies --role-name ${role}`,
      }),
      step('tell', 'Tell the owner of the application which of its data the role can read.'),
    ];
  },
});

function isElsewhere({ facts }: EnrichedAlert): boolean {
  const found = CredentialsElsewhere.safeParse(facts['credentials-elsewhere']?.value).data;
  return found?.verdict === 'outside-aws' || (found?.verdict === 'new-address' && found.atOnce);
}
