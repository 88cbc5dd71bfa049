import { bag } from '../../untyped.ts';
import { withPolicy } from './access.ts';
import { type ActTable, type ReadActs, say } from './act.ts';

const consoleLogin: ReadActs = ({ record }) => {
  const mfa = bag(record['additionalEventData'])['MFAUsed'];
  const what = mfa === 'No' ? 'in to the console without MFA' : 'in to the console';
  return [{ verb: 'sign', what, object: 'console' }];
};

const assume = (how: string): ReadActs =>
  say(`assume role {roleArn} as session {roleSessionName}${how}`, { privilege: 'roleArn' });

export const stsActs: ActTable = {
  AssumeRole: assume(''),
  AssumeRoleWithSAML: say('assume role {roleArn} with SAML', { privilege: 'roleArn' }),
  AssumeRoleWithWebIdentity: assume(' with a web identity'),
  AssumeRoot: say('take root rights in account {targetPrincipal}'),
  GetFederationToken: withPolicy(say('create a federated session {name} with a session policy')),
  GetSessionToken: say('get temporary credentials {credentials.accessKeyId}'),
  GetCallerIdentity: say('ask whose credentials these are'),
};

export const signInActs: ActTable = {
  ConsoleLogin: consoleLogin,
  GetSigninToken: say('get a sign-in token for the console'),
  SwitchRole: say('switch role in the console'),
  PasswordRecoveryRequested: say('ask for a new root password'),
  PasswordRecoveryCompleted: say('set a new root password'),
};
