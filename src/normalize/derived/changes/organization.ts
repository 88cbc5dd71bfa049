import { withPolicy } from './access.ts';
import { type ActTable, say } from './act.ts';

const assignment =
  '{principalType} {principalId} the permission set {permissionSetArn} in account {targetId}';
const assignmentPieces = {
  object: 'targetId',
  privilege: 'permissionSetArn',
  principal: 'principalId',
};

export const organizationsActs: ActTable = {
  LeaveOrganization: say('leave the organization'),
  RemoveAccountFromOrganization: say('remove account {accountId} from the organization'),
  InviteAccountToOrganization: say('invite account {target.id} to the organization'),
  AcceptHandshake: say('accept invitation {handshakeId}'),
  CreateAccount: say('create account {accountName}'),
  CloseAccount: say('close account {accountId}'),
  MoveAccount: say('move account {accountId} from {sourceParentId} to {destinationParentId}'),
  CreatePolicy: say('create organization policy {name}'),
  UpdatePolicy: say('change organization policy {policyId}'),
  DeletePolicy: say('delete organization policy {policyId}'),
  AttachPolicy: say('attach organization policy {policyId} to {targetId}', { object: 'targetId' }),
  DetachPolicy: say('detach organization policy {policyId} from {targetId}', {
    object: 'targetId',
  }),
  DisablePolicyType: say('disable policies of type {policyType} for {rootId}'),
  EnableAWSServiceAccess: say('trust service {servicePrincipal} in the organization'),
  DisableAWSServiceAccess: say('stop trusting service {servicePrincipal} in the organization'),
  RegisterDelegatedAdministrator: say(
    'make account {accountId} the administrator of {servicePrincipal}',
    { privilege: 'servicePrincipal', principal: 'accountId' },
  ),
  DeregisterDelegatedAdministrator: say(
    'take the administration of {servicePrincipal} from account {accountId}',
  ),
  DeleteOrganization: say('delete the organization'),
};

export const accountActs: ActTable = {
  EnableRegion: say('enable region {regionName}'),
  DisableRegion: say('disable region {regionName}'),
  PutAlternateContact: say('change the {alternateContactType} contact of the account'),
  AcceptPrimaryEmailUpdate: say('change the root e-mail address of account {accountId}'),
  DeleteAlternateContact: say('delete the {alternateContactType} contact of the account'),
  StartPrimaryEmailUpdate: say('start changing the root e-mail address of account {accountId}'),
};

export const ssoActs: ActTable = {
  CreateAccountAssignment: say(`give ${assignment}`, assignmentPieces),
  DeleteAccountAssignment: say(`take from ${assignment}`, assignmentPieces),
  CreatePermissionSet: say('create permission set {name}'),
  DeletePermissionSet: say('delete permission set {permissionSetArn}'),
  UpdatePermissionSet: say('change permission set {permissionSetArn}'),
  ProvisionPermissionSet: say('provision permission set {permissionSetArn}'),
  AttachManagedPolicyToPermissionSet: say(
    'attach {managedPolicyArn} to permission set {permissionSetArn}',
    { object: 'permissionSetArn', privilege: 'managedPolicyArn' },
  ),
  PutInlinePolicyToPermissionSet: withPolicy(
    say('write the inline policy of permission set {permissionSetArn}'),
  ),
  DeletePermissionsBoundaryFromPermissionSet: say(
    'remove the permissions boundary of permission set {permissionSetArn}',
  ),
  CreateTrustedTokenIssuer: say('trust token issuer {name}'),
  CreateInstanceAccessControlAttributeConfiguration: say(
    'enable attribute-based access control in Identity Center',
  ),
  UpdateSsoConfiguration: say('change the sign-in settings of Identity Center'),
  StartSSO: say('enable Identity Center'),
  DeleteInstance: say('delete Identity Center instance {instanceArn}'),
};

export const identityStoreActs: ActTable = {
  CreateUser: say('create Identity Center user {userName|userId}'),
  CreateGroup: say('create Identity Center group {displayName|groupId}'),
  CreateGroupMembership: say('add {memberId.userId|memberId} to Identity Center group {groupId}'),
  AddMemberToGroup: say('add {member.memberId} to Identity Center group {groupId}'),
  CompleteVirtualMfaDeviceRegistration: say('register an MFA device in Identity Center'),
  DeleteMfaDeviceForUser: say('delete MFA device {mfaDeviceId} of Identity Center user {userId}'),
  UpdatePassword: say('change the password of Identity Center user {userId}'),
  ResetUserPassword: say('reset the password of Identity Center user {userId}'),
  CreateExternalIdPConfigurationForDirectory: say(
    'let an outside identity provider sign people in to Identity Center {directoryId}',
  ),
  DisableExternalIdPConfigurationForDirectory: say(
    'disable the outside identity provider of Identity Center {directoryId}',
  ),
  VerifyEmail: say('verify an e-mail address in Identity Center'),
};

export const rolesAnywhereActs: ActTable = {
  CreateTrustAnchor: say('trust the certificates of trust anchor {name|trustAnchor.name}'),
  UpdateTrustAnchor: say('change trust anchor {trustAnchorId}'),
  CreateProfile: say('let certificates assume roles {roleArns} by Roles Anywhere profile {name}', {
    object: 'name',
    privilege: 'roleArns',
  }),
  UpdateProfile: say('change Roles Anywhere profile {profileId}'),
  DisableCrl: say('disable certificate revocation list {crlId}'),
  EnableTrustAnchor: say('enable trust anchor {trustAnchorId}'),
  CreateSession: say('get credentials of role {roleArn} with a certificate'),
};

export const ramActs: ActTable = {
  CreateResourceShare: say('share {resourceArns} with {principals}', { principal: 'principals' }),
  AssociateResourceShare: say('share {resourceArns|resourceShareArn} with {principals}', {
    principal: 'principals',
  }),
  EnableSharingWithAwsOrganization: say('enable resource sharing in the organization'),
};
