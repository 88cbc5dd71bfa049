import { exposureActs } from './access.ts';
import { type ActTable, all, either, say, when } from './act.ts';

export const kmsActs: ActTable = {
  CreateKey: all(say('create key {keyMetadata.keyId}'), exposureActs('key', 'keyMetadata.keyId')),
  PutKeyPolicy: all(say('replace the policy of key {keyId}'), exposureActs('key', 'keyId')),
  CreateGrant: say('give {granteePrincipal} the right to {operations} with key {keyId}', {
    object: 'keyId',
    privilege: 'operations',
    principal: 'granteePrincipal',
  }),
  RetireGrant: say('retire grant {grantId}'),
  RevokeGrant: say('revoke grant {grantId} of key {keyId}'),
  ScheduleKeyDeletion: say('schedule key {keyId} for deletion in {pendingWindowInDays} days'),
  CancelKeyDeletion: say('cancel the deletion of key {keyId}'),
  DisableKey: say('disable key {keyId}'),
  EnableKey: say('enable key {keyId}'),
  DisableKeyRotation: say('disable the rotation of key {keyId}'),
  DeleteAlias: say('delete key alias {aliasName}'),
  UpdateAlias: say('point key alias {aliasName} to key {targetKeyId}'),
  DeleteImportedKeyMaterial: say('delete the imported material of key {keyId}'),
  ImportKeyMaterial: say('import material into key {keyId}'),
  ReplicateKey: say('replicate key {keyId} to {replicaRegion}'),
};

export const secretsmanagerActs: ActTable = {
  GetSecretValue: say('read secret {secretId}'),
  BatchGetSecretValue: say('read secrets {secretIdList|filters.values}'),
  ListSecrets: say('list secrets'),
  CreateSecret: say('create secret {name}'),
  PutSecretValue: say('write a new value of secret {secretId}'),
  UpdateSecret: say('change secret {secretId}'),
  DeleteSecret: either(
    when('forceDeleteWithoutRecovery', 'true', say('delete secret {secretId} for good')),
    say('delete secret {secretId}'),
  ),
  RestoreSecret: say('restore secret {secretId}'),
  RotateSecret: say('rotate secret {secretId}'),
  CancelRotateSecret: say('cancel the rotation of secret {secretId}'),
  PutResourcePolicy: all(
    say('replace the policy of secret {secretId}'),
    exposureActs('secret', 'secretId'),
  ),
  ReplicateSecretToRegions: say('replicate secret {secretId} to {addReplicaRegions.region}'),
};

export const ssmActs: ActTable = {
  SendCommand: say('run document {documentName} on {instanceIds|targets.values}', {
    object: 'instanceIds|targets.values',
    privilege: 'documentName',
  }),
  StartSession: say('start a Session Manager session on {target}'),
  ResumeSession: say('resume session {sessionId}'),
  StartAutomationExecution: say('start automation {documentName}'),
  CreateAssociation: say('associate document {name} with {targets.values|instanceId}'),
  CreateDocument: say('create document {name}'),
  UpdateDocument: say('change document {name}'),
  ModifyDocumentPermission: either(
    exposureActs('document', 'name'),
    say('change who may use document {name}'),
  ),
  CreateActivation: say('create an activation that registers machines with role {iamRole}'),
  DescribeInstanceInformation: say('list the managed instances'),
  DescribeParameters: say('list parameters'),
  GetCommandInvocation: say('read the output of command {commandId}'),
  GetParameter: say('read parameter {name}'),
  GetParameters: say('read parameters {names}'),
  GetParametersByPath: say('read all parameters under {path}'),
  PutParameter: say('write parameter {name}'),
  DeleteParameter: say('delete parameter {name}'),
  UpdateServiceSetting: say('set service setting {settingId} to {settingValue}'),
};
