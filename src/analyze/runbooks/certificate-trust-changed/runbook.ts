import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** IAM Roles Anywhere lets whoever holds a certificate of the named authority take roles, from any place. */
export const certificateTrustChanged = defineRunbook({
  id: 'certificate-trust-changed',
  title: 'Certificates open roles from outside (Roles Anywhere)',
  appliesTo: { rules: ['rolesanywhere-*'], actions: ['rolesanywhere:*'] },

  steps: forEachCall(({ region }, { text }) => {
    const anchor = text(
      'responseElements.trustAnchor.trustAnchorId',
      'requestParameters.trustAnchorId',
    );
    const profile = text('responseElements.profile.profileId', 'requestParameters.profileId');
    return [
      step(
        'contain',
        'Disable the trust anchor: no new session can be opened with its certificates.',
        {
          command: cli`aws rolesanywhere disable-trust-anchor --region ${region} --trust-anchor-id ${anchor}`,
          breaks:
            'Servers outside AWS that work through this authority; open sessions last up to twelve hours.',
          rollback:
            cli`aws rolesanywhere enable-trust-anchor --region ${region} --trust-anchor-id ${anchor}` ||
            'Enable the trust anchor.',
          owner: 'identity team',
        },
      ),
      step('contain', 'Disable the profile that names the roles.', {
        command: cli`aws rolesanywhere disable-profile --region ${region} --profile-id ${profile}`,
        breaks: 'Servers outside AWS that use this profile.',
        rollback:
          cli`aws rolesanywhere enable-profile --region ${region} --profile-id ${profile}` ||
          'Enable the profile.',
        owner: 'identity team',
      }),
      step('preserve', 'Keep the certificate of the authority.', {
        command: cli`aws rolesanywhere get-trust-anchor --region ${region} --trust-anchor-id ${anchor}`,
      }),
      step('investigate', 'List whose certificates were used, and when.', {
        command: cli`aws rolesanywhere list-subjects --region ${region}`,
      }),
      step('eradicate', 'Delete the trust anchor when nobody owns it.', {
        command: cli`aws rolesanywhere delete-trust-anchor --region ${region} --trust-anchor-id ${anchor}`,
        breaks: 'Every server that works through it.',
        rollback: 'Create it again from the certificate that was kept; it gets a new id.',
        owner: 'identity team',
      }),
      step('verify', 'List the trust anchors that are left.', {
        command: cli`aws rolesanywhere list-trust-anchors --region ${region}`,
      }),
      step('tell', 'Tell those who run the certificate authority and the servers that use it.', {
        owner: 'identity team',
      }),
    ];
  }),
});
