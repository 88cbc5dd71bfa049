import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Somebody else may vouch for identities from now on. */
export const identityProviderChanged = defineRunbook({
  id: 'identity-provider-changed',
  title: 'An identity provider or certificate authority was added or replaced',
  appliesTo: {
    rules: ['iam-oidc-*', 'iam-saml-*', 'rolesanywhere-*'],
    actions: ['rolesanywhere:*'],
  },

  steps(alert, { text }) {
    const saml = text('responseElements.sAMLProviderArn', 'requestParameters.sAMLProviderArn');
    const oidc = text(
      'responseElements.openIDConnectProviderArn',
      'requestParameters.openIDConnectProviderArn',
    );
    const anchor = text(
      'responseElements.trustAnchor.trustAnchorId',
      'requestParameters.trustAnchorId',
    );
    const { region } = alert;
    return [
      step(
        'contain',
        'Disable the trust anchor: no new session can be opened with its certificates.',
        cli`aws rolesanywhere disable-trust-anchor --region ${region} --trust-anchor-id ${anchor}`,
      ),
      step(
        'preserve',
        'Keep the metadata of the SAML provider as it is now.',
        cli`aws iam get-saml-provider --saml-provider-arn ${saml}`,
      ),
      step(
        'preserve',
        'Keep the settings of the OpenID Connect provider.',
        cli`aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${oidc}`,
      ),
      step(
        'investigate',
        'Find the roles that trust the provider; each of them may have been taken with it.',
        cli`aws iam list-roles --output json`,
      ),
      step(
        'eradicate',
        'Delete the SAML provider when nobody owns it.',
        cli`aws iam delete-saml-provider --saml-provider-arn ${saml}`,
      ),
      step(
        'eradicate',
        'Delete the OpenID Connect provider when nobody owns it.',
        cli`aws iam delete-open-id-connect-provider --open-id-connect-provider-arn ${oidc}`,
      ),
    ];
  },
});
