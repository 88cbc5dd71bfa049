import { accessKeyId } from './access-key-id.ts';
import { type Caller, type Role, roleArn, sessionArn, sessionCaller } from './caller.ts';
import type { Person } from './organization.ts';
import { type Call, cloudTrailTime, credentials } from './record.ts';
import type { Recorder, When } from './recorder.ts';

/** A person comes in through IAM Identity Center, which the account sees as AssumeRoleWithSAML. */
export function signInBySso(recorder: Recorder, person: Person, role: Role, when: When): Caller {
  const { random } = recorder;
  const accessKey = accessKeyId(random, 'ASIA', role.account);
  const provider = `arn:aws:iam::${role.account}:saml-provider/AWSSSO_7f3c9a2be01d4455_DO_NOT_DELETE`;
  const service: Caller = {
    identity: {
      type: 'SAMLUser',
      principalId: `SsoExampleQualifier=:${person.mail}`,
      userName: person.mail,
      identityProvider: 'SsoExampleQualifier=',
    },
    key: `saml:SsoExampleQualifier=:${person.mail}`,
    account: role.account,
    accessKey: '',
    address: 'sso.amazonaws.com',
    agent: 'sso.amazonaws.com',
    chain: [person.mail],
  };
  const call = {
    source: 'sts',
    name: 'AssumeRoleWithSAML',
    readOnly: true,
    request: {
      sAMLAssertionID: `_${random.uuid()}`,
      roleSessionName: person.mail,
      roleArn: roleArn(role),
      principalArn: provider,
      durationSeconds: 43_200,
    },
    response: {
      subjectType: 'persistent',
      issuer: 'https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/example',
      credentials: credentials(accessKey, when.time, random),
      nameQualifier: 'SsoExampleQualifier=',
      assumedRoleUser: {
        assumedRoleId: `${role.id}:${person.mail}`,
        arn: sessionArn(role, person.mail),
      },
      subject: person.mail,
      audience: 'https://signin.aws.amazon.com/saml',
    },
    resources: [
      { accountId: role.account, type: 'AWS::IAM::Role', ARN: roleArn(role) },
      { accountId: role.account, type: 'AWS::IAM::SAMLProvider', ARN: provider },
    ],
  };
  recorder.call(service, call, when);
  const since = cloudTrailTime(when.time);
  const caller = sessionCaller(
    { role, name: person.mail, accessKey, since, person: true },
    { address: person.address, agent: person.browser, console: true },
    service.chain,
  );
  recorder.call(caller, consoleSignIn(provider), { ...when, time: when.time + 2000 });
  return caller;
}

/** Says that no second factor was used: Identity Center asked for it, and the console does not know. */
function consoleSignIn(provider: string): Call {
  return {
    source: 'signin',
    name: 'ConsoleLogin',
    type: 'AwsConsoleSignIn',
    response: { ConsoleLogin: 'Success' },
    extra: { MobileVersion: 'No', MFAUsed: 'No', SamlProviderArn: provider },
  };
}

export interface WebIdentity {
  readonly role: Role;
  /** Host and path of the OIDC provider. */
  readonly provider: string;
  /** Subject of the token, such as `repo:example/shop:ref:refs/heads/main`. */
  readonly subject: string;
  readonly session: string;
  readonly address: string;
  readonly agent: string;
}

/** GitHub Actions and pods on EKS trade a token for a role. */
export function signInByToken(recorder: Recorder, identity: WebIdentity, when: When): Caller {
  const { random } = recorder;
  const { role, session, address, agent, subject } = identity;
  const accessKey = accessKeyId(random, 'ASIA', role.account);
  const provider = `arn:aws:iam::${role.account}:oidc-provider/${identity.provider}`;
  const web: Caller = {
    identity: {
      type: 'WebIdentityUser',
      principalId: `${provider}:sts.amazonaws.com:${subject}`,
      userName: subject,
      identityProvider: provider,
    },
    key: `oidc:${provider}:${subject}`,
    account: role.account,
    accessKey: '',
    address,
    agent,
    chain: [subject],
  };
  const call = {
    source: 'sts',
    name: 'AssumeRoleWithWebIdentity',
    readOnly: true,
    request: { roleArn: roleArn(role), roleSessionName: session, durationSeconds: 3600 },
    response: {
      credentials: credentials(accessKey, when.time, random),
      subjectFromWebIdentityToken: subject,
      assumedRoleUser: { assumedRoleId: `${role.id}:${session}`, arn: sessionArn(role, session) },
      provider,
      audience: 'sts.amazonaws.com',
    },
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: roleArn(role) }],
    extra: { identityProviderConnectionVerificationMethod: 'IAMTrustStore' },
  };
  recorder.call(web, call, when);
  const context = { webIdFederationData: { federatedProvider: provider, attributes: {} } };
  return sessionCaller(
    { role, name: session, accessKey, since: cloudTrailTime(when.time), context },
    { address, agent },
    web.chain,
  );
}
