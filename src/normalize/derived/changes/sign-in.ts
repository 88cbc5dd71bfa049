import { bag } from '../../untyped.ts';
import { withPolicy } from './access.ts';
import { type ActTable, fieldText, type ReadActs, say } from './act.ts';
import { refusedResource } from './refused.ts';

const consoleLogin: ReadActs = ({ record }) => {
  const mfa = bag(record['additionalEventData'])['MFAUsed'];
  const what = mfa === 'No' ? 'in to the console without MFA' : 'in to the console';
  return [{ verb: 'sign', what, object: 'console' }];
};

/** A refused call has no parameters; the role stands in the message. */
const assume =
  (how: string): ReadActs =>
  (call) => {
    const role = fieldText(call, 'roleArn') || refusedResource(call.record);
    const session = fieldText(call, 'roleSessionName');
    const as = session === '' ? '' : ` as session ${session}`;
    const what = `${role === '' ? 'a role' : `role ${role}`}${as}${how}`;
    return [{ verb: 'assume', what, object: role, ...(role === '' ? {} : { privilege: role }) }];
  };

export const stsActs: ActTable = {
  AssumeRole: assume(''),
  AssumeRoleWithSAML: assume(' with SAML'),
  AssumeRoleWithWebIdentity: assume(' with a web identity'),
  AssumeRoot: say('take root rights in account {targetPrincipal}'),
  GetFederationToken: withPolicy(say('create a federated session {name} with a session policy')),
  GetSessionToken: say('get temporary credentials {credentials.accessKeyId}'),
  GetCallerIdentity: say('ask whose credentials these are'),
};

export const signInActs: ActTable = {
  ConsoleLogin: consoleLogin,
  CredentialVerification: say('prove who is signing in to Identity Center'),
  UserAuthentication: say('sign in to Identity Center'),
  GetSigninToken: say('get a sign-in token for the console'),
  SwitchRole: say('switch role in the console'),
  PasswordRecoveryRequested: say('ask for a new root password'),
  PasswordRecoveryCompleted: say('set a new root password'),
};
