import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Names of the organisation point elsewhere, are about to leave, or are gone. */
export const dnsChanged = defineRunbook({
  id: 'dns-changed',
  title: 'Domain names were changed, moved or deleted',
  appliesTo: { rules: ['route53-*'], actions: ['route53domains:*'] },

  steps: forEachCall((alert, { text }) => {
    const domain = text('requestParameters.domainName');
    const zone = text('requestParameters.hostedZoneId', 'requestParameters.id');
    return [
      step('contain', 'Lock the domain against leaving.', {
        command: cli`aws route53domains enable-domain-transfer-lock --region us-east-1 --domain-name ${domain}`,
        breaks: 'A wanted move of the domain has to wait.',
        rollback:
          cli`aws route53domains disable-domain-transfer-lock --region us-east-1 --domain-name ${domain}` ||
          'Unlock the domain.',
        owner: 'network team',
      }),
      step('contain', 'Put the record back to what it was before, for the shortest time to live.', {
        breaks: 'What was reached under the new address.',
        rollback: 'Put the record of the event back.',
        owner: 'network team',
      }),
      step('preserve', 'Keep the records of the zone.', {
        command: cli`aws route53 list-resource-record-sets --hosted-zone-id ${zone}`,
      }),
      step('investigate', 'See what was asked of the registrar for this domain.', {
        command: cli`aws route53domains get-domain-detail --region us-east-1 --domain-name ${domain}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Replace certificates and sessions that could be had while the name pointed elsewhere; create a deleted zone again from the repository.',
        {
          breaks:
            'Users have to sign in again; a new zone has new name servers, which the registrar must know.',
          rollback: 'None is needed.',
          owner: 'network team',
        },
      ),
      step('verify', 'Ask AWS what it answers for the names of the zone.', {
        command: cli`aws route53 test-dns-answer --hosted-zone-id ${zone} --record-name ${text('requestParameters.changeBatch.changes.resourceRecordSet.name')} --record-type ${text('requestParameters.changeBatch.changes.resourceRecordSet.type')}`,
      }),
      step('tell', 'Tell those whose users were sent elsewhere, and since when.'),
    ];
  }),
});
