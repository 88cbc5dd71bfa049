import { exposureActs, passedRole } from './access.ts';
import { type ActTable, all, either, type ReadActs, say, when } from './act.ts';

const withRole = (sentence: string, kind: string, field: string): ReadActs =>
  all(say(sentence), passedRole(kind, field));

export const bedrockActs: ActTable = {
  InvokeModel: say('call model {modelId}'),
  InvokeModelWithResponseStream: say('call model {modelId}'),
  Converse: say('call model {modelId}'),
  ConverseStream: say('call model {modelId}'),
  PutFoundationModelEntitlement: say('ask for access to model {modelId}'),
  PutUseCaseForModelAccess: say('send the use case form for access to Bedrock models'),
  CreateFoundationModelAgreement: say('accept the terms of model {modelId}'),
  DeleteModelInvocationLoggingConfiguration: say('stop the model invocation logging of Bedrock'),
  PutModelInvocationLoggingConfiguration: say('change the model invocation logging of Bedrock'),
  DeleteGuardrail: say('delete guardrail {guardrailIdentifier}'),
  UpdateGuardrail: say('change guardrail {guardrailIdentifier}'),
  CreateAgent: withRole('create Bedrock agent {agentName}', 'Bedrock agent', 'agentName'),
};

export const sesActs: ActTable = {
  VerifyEmailIdentity: say('verify sender address {emailAddress}'),
  VerifyDomainIdentity: say('verify sender domain {domain}'),
  CreateEmailIdentity: say('create sender identity {emailIdentity}'),
  DeleteIdentity: say('delete sender identity {identity}'),
  DeleteEmailIdentity: say('delete sender identity {emailIdentity}'),
  UpdateAccountSendingEnabled: either(
    when('enabled', 'true', say('enable the sending of e-mail by SES in the account')),
    say('disable the sending of e-mail by SES in the account'),
  ),
  PutAccountDetails: say('ask to send e-mail outside the sandbox'),
  PutAccountSendingAttributes: say('change whether the account may send e-mail'),
  GetSendQuota: say('ask how much e-mail may be sent'),
  GetAccount: say('ask how much e-mail may be sent'),
  SendEmail: say('send an e-mail'),
  PutIdentityPolicy: say('replace the policy of sender identity {identity}'),
};

export const route53Acts: ActTable = {
  ChangeResourceRecordSets: say(
    'change DNS records {changeBatch.changes.resourceRecordSet.name} of zone {hostedZoneId}',
    { object: 'hostedZoneId' },
  ),
  CreateHostedZone: say('create hosted zone {name}'),
  DeleteHostedZone: say('delete hosted zone {id}'),
  DeleteQueryLoggingConfig: say('delete query logging configuration {id} of Route 53'),
  AssociateVPCWithHostedZone: say(
    'connect hosted zone {hostedZoneId} to VPC {vPC.vPCId|vpc.vpcId}',
  ),
  DisableHostedZoneDNSSEC: say('disable the DNSSEC signing of hosted zone {hostedZoneId}'),
};

export const route53DomainsActs: ActTable = {
  TransferDomain: say('transfer domain {domainName} in'),
  TransferDomainToAnotherAwsAccount: say('move domain {domainName} to account {accountId}', {
    principal: 'accountId',
  }),
  DisableDomainTransferLock: say('remove the transfer lock of domain {domainName}'),
  UpdateDomainNameservers: say('change the name servers of domain {domainName}'),
  RetrieveDomainAuthCode: say('get the transfer code of domain {domainName}'),
};

export const cloudformationActs: ActTable = {
  CreateStack: withRole('create stack {stackName}', 'stack', 'stackName'),
  UpdateStack: withRole('update stack {stackName}', 'stack', 'stackName'),
  DeleteStack: say('delete stack {stackName}'),
  CreateChangeSet: withRole('plan a change of stack {stackName}', 'stack', 'stackName'),
  CreateStackSet: say('create stack set {stackSetName}'),
  CreateStackInstances: say(
    'deploy stack set {stackSetName} to accounts {accounts|deploymentTargets.accounts}',
  ),
};

export const glueActs: ActTable = {
  CreateDevEndpoint: withRole(
    'create Glue development endpoint {endpointName}',
    'Glue development endpoint',
    'endpointName',
  ),
  UpdateDevEndpoint: say('change Glue development endpoint {endpointName}'),
  CreateJob: withRole('create Glue job {name}', 'Glue job', 'name'),
  UpdateJob: withRole('change Glue job {jobName}', 'Glue job', 'jobName'),
};

export const sagemakerActs: ActTable = {
  CreateNotebookInstance: withRole(
    'create SageMaker notebook {notebookInstanceName}',
    'SageMaker notebook',
    'notebookInstanceName',
  ),
  CreatePresignedNotebookInstanceUrl: say(
    'get a presigned URL of SageMaker notebook {notebookInstanceName}',
  ),
  CreateNotebookInstanceLifecycleConfig: say(
    'create SageMaker lifecycle configuration {notebookInstanceLifecycleConfigName}',
  ),
  UpdateNotebookInstanceLifecycleConfig: say(
    'change SageMaker lifecycle configuration {notebookInstanceLifecycleConfigName}',
  ),
  CreateTrainingJob: withRole(
    'create SageMaker training job {trainingJobName}',
    'SageMaker training job',
    'trainingJobName',
  ),
};

export const buildActs: ActTable = {
  CreateProject: withRole('create CodeBuild project {name}', 'CodeBuild project', 'name'),
  UpdateProject: withRole('change CodeBuild project {name}', 'CodeBuild project', 'name'),
  UpdateProjectVisibility: say(
    'set the visibility of CodeBuild project {projectArn} to {projectVisibility}',
  ),
  CreateWebhook: say('create a webhook for CodeBuild project {projectName}'),
  StartBuild: say('start a build of CodeBuild project {projectName}'),
  StartBuildBatch: say('start builds of CodeBuild project {projectName}'),
};

export const dataActs: ActTable = {
  RunJobFlow: withRole('start EMR cluster {name}', 'EMR cluster', 'name'),
  CreateStateMachine: withRole('create state machine {name}', 'state machine', 'name'),
  UpdateStateMachine: withRole('change state machine {stateMachineArn}', 'state machine', 'name'),
  CreateTask: say('create a DataSync task from {sourceLocationArn} to {destinationLocationArn}'),
  CreateIdentityPool: say('create Cognito identity pool {identityPoolName}'),
  UpdateIdentityPool: say('change Cognito identity pool {identityPoolName}'),
};

export const transferActs: ActTable = {
  CreateServer: say('create Transfer Family server {serverId}'),
  CreateUser: withRole(
    'create Transfer Family user {userName}',
    'Transfer Family user',
    'userName',
  ),
};

export const billingActs: ActTable = {
  DeleteBudget: say('delete budget {budgetName}'),
  DeleteAnomalyMonitor: say('delete cost anomaly monitor {monitorArn}'),
  DeleteAnomalySubscription: say('delete cost anomaly subscription {subscriptionArn}'),
  RequestServiceQuotaIncrease: say(
    'ask to raise quota {quotaCode} of {serviceCode} to {desiredValue}',
  ),
  CreateCase: say('open support case {subject|caseId}'),
};

export const snsActs: ActTable = {
  SetTopicAttributes: either(exposureActs('topic', 'topicArn'), say('change topic {topicArn}')),
  AddPermission: either(exposureActs('topic', 'topicArn'), say('share topic {topicArn}')),
  Subscribe: say('subscribe {protocol} {endpoint} to topic {topicArn}', {
    object: 'topicArn',
    principal: 'endpoint',
  }),
  Publish: say('publish a message to {topicArn|phoneNumber|targetArn}'),
  DeleteTopic: say('delete topic {topicArn}'),
  SetSMSAttributes: say('change the SMS settings of SNS'),
};

export const sqsActs: ActTable = {
  SetQueueAttributes: either(exposureActs('queue', 'queueUrl'), say('change queue {queueUrl}')),
  AddPermission: either(exposureActs('queue', 'queueUrl'), say('share queue {queueUrl}')),
  PurgeQueue: say('purge queue {queueUrl}'),
  DeleteQueue: say('delete queue {queueUrl}'),
};

export const eventsActs: ActTable = {
  PutRule: say('write EventBridge rule {name}'),
  PutTargets: say('send EventBridge rule {rule} to {targets.arn}', { privilege: 'targets.arn' }),
  DisableRule: say('disable EventBridge rule {name}'),
  DeleteRule: say('delete EventBridge rule {name}'),
  RemoveTargets: say('remove targets {ids} of EventBridge rule {rule}', { object: 'rule' }),
  PutPermission: either(
    exposureActs('event bus', 'eventBusName', 'send to'),
    say('change who may send to event bus {eventBusName}'),
  ),
};

export const backupActs: ActTable = {
  DeleteBackupVault: say('delete backup vault {backupVaultName}'),
  DeleteRecoveryPoint: say('delete recovery point {recoveryPointArn}'),
  DeleteBackupPlan: say('delete backup plan {backupPlanId}'),
  PutBackupVaultAccessPolicy: all(
    say('replace the policy of backup vault {backupVaultName}'),
    exposureActs('backup vault', 'backupVaultName'),
  ),
  DeleteBackupVaultLockConfiguration: say('remove the lock of backup vault {backupVaultName}'),
};
