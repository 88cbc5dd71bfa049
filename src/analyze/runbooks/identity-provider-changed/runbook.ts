import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** Somebody else may vouch for identities from now on. */
export const identityProviderChanged = defineRunbook({
  id: 'identity-provider-changed',
  title: 'An identity provider was added or replaced',
  appliesTo: { rules: ['iam-oidc-*', 'iam-saml-*'] },

  steps: forEachCall((_alert, { text }) => {
    const saml = text('responseElements.sAMLProviderArn', 'requestParameters.sAMLProviderArn');
    const oidc = text(
      'responseElements.openIDConnectProviderArn',
      'requestParameters.openIDConnectProviderArn',
    );
    return [
      keepFirst(
        'Keep the metadata of the SAML provider as it is now.',
        'identity team',
        cli`aws iam get-saml-provider --saml-provider-arn ${saml}`,
      ),
      keepFirst(
        'Keep the settings of the OpenID Connect provider.',
        'identity team',
        cli`aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${oidc}`,
      ),
      step('contain', 'Take the provider out of the trust policies of the roles that name it.', {
        command: 'aws iam list-roles --output json',
        breaks: 'Everybody who signs in through this provider.',
        rollback: 'Put the trust policies back from the list.',
        owner: 'identity team',
      }),
      step(
        'investigate',
        'Read which sessions were opened through the provider since: AssumeRoleWithSAML and AssumeRoleWithWebIdentity.',
      ),
      step('eradicate', 'Delete the SAML provider when nobody owns it.', {
        command: cli`aws iam delete-saml-provider --saml-provider-arn ${saml}`,
        breaks: 'Everybody who signs in through it.',
        rollback: 'Create it again from the metadata that were kept.',
        owner: 'identity team',
      }),
      step('eradicate', 'Delete the OpenID Connect provider when nobody owns it.', {
        command: cli`aws iam delete-open-id-connect-provider --open-id-connect-provider-arn ${oidc}`,
        breaks: 'Pipelines and clusters that take roles through it.',
        rollback: 'Create it again with the address, audiences and thumbprints that were kept.',
        owner: 'identity team',
      }),
      step('verify', 'List which providers are left.', { command: 'aws iam list-saml-providers' }),
      step('tell', 'Tell those who run the sign-in of the organisation.', {
        owner: 'identity team',
      }),
    ];
  }),
});
