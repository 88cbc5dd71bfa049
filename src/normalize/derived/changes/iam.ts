import { policyWords, trustActs, userWords, withPolicy } from './access.ts';
import { type ActTable, all, either, fieldText, type ReadActs, say, when } from './act.ts';

/** Calls whose user is the caller when none is named. */
const aboutUser =
  (verb: string, before: string, after = ''): ReadActs =>
  (call) => {
    const user = userWords(call);
    const key = fieldText(call, 'accessKeyId|accessKey.accessKeyId');
    const words = [...before.split(' '), 'user', user, after];
    const what = words
      .map((word) => (word === '{key}' ? key : word))
      .filter(Boolean)
      .join(' ');
    return [{ verb, what, object: key || user, principal: user }];
  };

const mfaDevice =
  (verb: string, preposition: string): ReadActs =>
  (call) => {
    const user = userWords(call);
    const device = fieldText(call, 'serialNumber');
    const what = `MFA device ${device || '(not named)'} ${preposition} user ${user}`;
    return [{ verb, what, object: user }];
  };

const createVersion: ReadActs = (call) => {
  const policy = fieldText(call, 'policyArn');
  const isDefault = call.request['setAsDefault'] === true;
  const words = policyWords(call);
  const what = `a new ${isDefault ? 'default ' : ''}version of policy ${policy}${words}`;
  return [{ verb: 'create', what, object: policy, privilege: words.replace(/^ that /, '') }];
};

const attach = (kind: string, field: string): ReadActs =>
  say(`attach {policyArn} to ${kind} {${field}}`, {
    object: field,
    privilege: 'policyArn',
    principal: field,
  });

const detach = (kind: string, field: string): ReadActs =>
  say(`detach {policyArn} from ${kind} {${field}}`, { object: field, privilege: 'policyArn' });

const putInline = (kind: string, field: string): ReadActs =>
  withPolicy(
    say(`write inline policy {policyName} of ${kind} {${field}}`, {
      object: field,
      principal: field,
    }),
  );

const deleteInline = (kind: string, field: string): ReadActs =>
  say(`delete inline policy {policyName} of ${kind} {${field}}`, { object: field });

const users: ActTable = {
  CreateUser: say('create user {userName}'),
  UpdateUser: say('rename user {userName} to {newUserName}'),
  DeleteUser: say('delete user {userName}'),
  CreateAccessKey: aboutUser('create', 'access key {key} for'),
  DeleteAccessKey: aboutUser('delete', 'access key {key} of'),
  UpdateAccessKey: either(
    when('status', 'Inactive', aboutUser('disable', 'access key {key} of')),
    aboutUser('enable', 'access key {key} of'),
  ),
  CreateLoginProfile: aboutUser('give', '', 'a console password'),
  UpdateLoginProfile: aboutUser('change', 'the console password of'),
  DeleteLoginProfile: aboutUser('remove', 'the console password of'),
  ChangePassword: aboutUser('change', 'the password of'),
  AttachUserPolicy: attach('user', 'userName'),
  DetachUserPolicy: detach('user', 'userName'),
  PutUserPolicy: putInline('user', 'userName'),
  DeleteUserPolicy: deleteInline('user', 'userName'),
  PutUserPermissionsBoundary: say(
    'limit user {userName} by permissions boundary {permissionsBoundary}',
  ),
  DeleteUserPermissionsBoundary: say('remove the permissions boundary of user {userName}'),
  AddUserToGroup: say('add user {userName} to group {groupName}', {
    privilege: 'groupName',
    principal: 'userName',
  }),
  RemoveUserFromGroup: say('remove user {userName} from group {groupName}'),
  DeactivateMFADevice: mfaDevice('disable', 'of'),
  EnableMFADevice: mfaDevice('enable', 'for'),
  CreateVirtualMFADevice: say('create virtual MFA device {virtualMFADeviceName}'),
  DeleteVirtualMFADevice: say('delete virtual MFA device {serialNumber}'),
  ResyncMFADevice: say('resynchronize MFA device {serialNumber} of user {userName}'),
  UploadSSHPublicKey: say('upload an SSH key for user {userName}'),
  UploadSigningCertificate: aboutUser('upload', 'a signing certificate for'),
  CreateServiceSpecificCredential: say('create a credential of user {userName} for {serviceName}'),
};

const rolesAndGroups: ActTable = {
  CreateRole: all(say('create role {roleName}'), trustActs),
  DeleteRole: say('delete role {roleName}'),
  UpdateRole: say('change role {roleName}'),
  UpdateAssumeRolePolicy: either(trustActs, say('replace the trust policy of role {roleName}')),
  AttachRolePolicy: attach('role', 'roleName'),
  DetachRolePolicy: detach('role', 'roleName'),
  PutRolePolicy: putInline('role', 'roleName'),
  DeleteRolePolicy: deleteInline('role', 'roleName'),
  PutRolePermissionsBoundary: say(
    'limit role {roleName} by permissions boundary {permissionsBoundary}',
  ),
  DeleteRolePermissionsBoundary: say('remove the permissions boundary of role {roleName}'),
  CreateServiceLinkedRole: say('create the service-linked role of {aWSServiceName|awsServiceName}'),
  DeleteServiceLinkedRole: say('delete service-linked role {roleName}'),
  CreateInstanceProfile: say('create instance profile {instanceProfileName}'),
  DeleteInstanceProfile: say('delete instance profile {instanceProfileName}'),
  AddRoleToInstanceProfile: say('add role {roleName} to instance profile {instanceProfileName}', {
    privilege: 'roleName',
  }),
  RemoveRoleFromInstanceProfile: say(
    'remove role {roleName} from instance profile {instanceProfileName}',
  ),
  CreateGroup: say('create group {groupName}'),
  UpdateGroup: say('rename group {groupName} to {newGroupName}'),
  DeleteGroup: say('delete group {groupName}'),
  AttachGroupPolicy: attach('group', 'groupName'),
  DetachGroupPolicy: detach('group', 'groupName'),
  PutGroupPolicy: putInline('group', 'groupName'),
  DeleteGroupPolicy: deleteInline('group', 'groupName'),
};

const accountWide: ActTable = {
  CreatePolicy: withPolicy(say('create policy {policyName}', { object: 'policy.arn|policyName' })),
  CreatePolicyVersion: createVersion,
  SetDefaultPolicyVersion: say('make version {versionId} the default of policy {policyArn}', {
    object: 'policyArn',
  }),
  DeletePolicyVersion: say('delete version {versionId} of policy {policyArn}', {
    object: 'policyArn',
  }),
  DeletePolicy: say('delete policy {policyArn}'),
  CreateSAMLProvider: say('create SAML provider {name}'),
  UpdateSAMLProvider: say(
    'replace the metadata of SAML provider {sAMLProviderArn|samlProviderArn}',
  ),
  DeleteSAMLProvider: say('delete SAML provider {sAMLProviderArn|samlProviderArn}'),
  CreateOpenIDConnectProvider: say('trust identity provider {url} in this account'),
  DeleteOpenIDConnectProvider: say('delete identity provider {openIDConnectProviderArn}'),
  AddClientIDToOpenIDConnectProvider: say(
    'add client {clientID} to identity provider {openIDConnectProviderArn}',
  ),
  UpdateOpenIDConnectProviderThumbprint: say(
    'change the thumbprints of identity provider {openIDConnectProviderArn}',
  ),
  CreateAccountAlias: say('set the account alias to {accountAlias}'),
  DeleteAccountAlias: say('delete the account alias {accountAlias}'),
  UpdateAccountPasswordPolicy: say('change the password policy of the account'),
  DeleteAccountPasswordPolicy: say('delete the password policy of the account'),
  EnableOrganizationsRootSessions: say('enable root sessions in member accounts'),
  UploadServerCertificate: say('upload server certificate {serverCertificateName}'),
  GetAccountAuthorizationDetails: say('read all identities and policies of the account'),
  SimulatePrincipalPolicy: say('ask what {policySourceArn} may do'),
  SetSecurityTokenServicePreferences: say('change which tokens the account issues'),
  GenerateCredentialReport: say('generate the credential report'),
  GetCredentialReport: say('read the credential report'),
};

export const iamActs: ActTable = { ...users, ...rolesAndGroups, ...accountWide };
