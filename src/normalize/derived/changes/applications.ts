import { exposureActs, passedRole } from './access.ts';
import { type ActTable, all, either, type ReadActs, say, when } from './act.ts';

export const bedrockActs: ActTable = {
  InvokeModel: say('call model {modelId}'),
  InvokeModelWithResponseStream: say('call model {modelId}'),
  Converse: say('call model {modelId}'),
  ConverseStream: say('call model {modelId}'),
  PutFoundationModelEntitlement: say('ask for access to model {modelId}'),
  PutUseCaseForModelAccess: say('send the form for access to models'),
  CreateFoundationModelAgreement: say('accept the terms of model {modelId}'),
  DeleteModelInvocationLoggingConfiguration: say('stop logging of model calls'),
  PutModelInvocationLoggingConfiguration: say('change the logging of model calls'),
  DeleteGuardrail: say('delete guardrail {guardrailIdentifier}'),
  UpdateGuardrail: say('change guardrail {guardrailIdentifier}'),
  CreateAgent: all(say('create agent {agentName}'), passedRole('agent', 'agentName')),
};

export const sesActs: ActTable = {
  VerifyEmailIdentity: say('verify sender address {emailAddress}'),
  VerifyDomainIdentity: say('verify sender domain {domain}'),
  CreateEmailIdentity: say('create sender identity {emailIdentity}'),
  DeleteIdentity: say('delete sender identity {identity}'),
  DeleteEmailIdentity: say('delete sender identity {emailIdentity}'),
  UpdateAccountSendingEnabled: either(
    when('enabled', 'true', say('enable sending of e-mail for the account')),
    say('disable sending of e-mail for the account'),
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
  DeleteQueryLoggingConfig: say('stop query logging {id}'),
  AssociateVPCWithHostedZone: say(
    'connect hosted zone {hostedZoneId} to VPC {vPC.vPCId|vpc.vpcId}',
  ),
  DisableHostedZoneDNSSEC: say('disable DNSSEC of hosted zone {hostedZoneId}'),
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

const withRole = (sentence: string, kind: string, field: string): ReadActs =>
  all(say(sentence), passedRole(kind, field));

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
    'create development endpoint {endpointName}',
    'Glue endpoint',
    'endpointName',
  ),
  UpdateDevEndpoint: say('change development endpoint {endpointName}'),
  CreateJob: withRole('create Glue job {name}', 'Glue job', 'name'),
  UpdateJob: withRole('change Glue job {jobName}', 'Glue job', 'jobName'),
};

export const sagemakerActs: ActTable = {
  CreateNotebookInstance: withRole(
    'create notebook {notebookInstanceName}',
    'notebook',
    'notebookInstanceName',
  ),
  CreatePresignedNotebookInstanceUrl: say(
    'get a signed address of notebook {notebookInstanceName}',
  ),
  CreateNotebookInstanceLifecycleConfig: say(
    'create start-up script {notebookInstanceLifecycleConfigName}',
  ),
  UpdateNotebookInstanceLifecycleConfig: say(
    'change start-up script {notebookInstanceLifecycleConfigName}',
  ),
  CreateTrainingJob: withRole(
    'create training job {trainingJobName}',
    'training job',
    'trainingJobName',
  ),
};

export const buildActs: ActTable = {
  CreateProject: withRole('create build project {name}', 'build project', 'name'),
  UpdateProject: withRole('change build project {name}', 'build project', 'name'),
  UpdateProjectVisibility: say('set the visibility of {projectArn} to {projectVisibility}'),
  CreateWebhook: say('create a webhook for build project {projectName}'),
  StartBuild: say('start a build of {projectName}'),
  StartBuildBatch: say('start builds of {projectName}'),
};

export const dataActs: ActTable = {
  RunJobFlow: withRole('start cluster {name}', 'cluster', 'name'),
  CreateStateMachine: withRole('create state machine {name}', 'state machine', 'name'),
  UpdateStateMachine: withRole('change state machine {stateMachineArn}', 'state machine', 'name'),
  CreateTask: say('copy data from {sourceLocationArn} to {destinationLocationArn}'),
  CreateIdentityPool: say('create identity pool {identityPoolName}'),
  UpdateIdentityPool: say('change identity pool {identityPoolName}'),
};

export const transferActs: ActTable = {
  CreateServer: say('create file transfer server {serverId}'),
  CreateUser: withRole('create file transfer user {userName}', 'file transfer user', 'userName'),
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
  Subscribe: say('send topic {topicArn} to {protocol} {endpoint}', { principal: 'endpoint' }),
  Publish: say('publish to {topicArn|phoneNumber|targetArn}'),
  DeleteTopic: say('delete topic {topicArn}'),
  SetSMSAttributes: say('change text message settings'),
};

export const sqsActs: ActTable = {
  SetQueueAttributes: either(exposureActs('queue', 'queueUrl'), say('change queue {queueUrl}')),
  AddPermission: either(exposureActs('queue', 'queueUrl'), say('share queue {queueUrl}')),
  PurgeQueue: say('purge queue {queueUrl}'),
  DeleteQueue: say('delete queue {queueUrl}'),
};

export const eventsActs: ActTable = {
  PutRule: say('write event rule {name}'),
  PutTargets: say('send event rule {rule} to {targets.arn}', { privilege: 'targets.arn' }),
  DisableRule: say('disable event rule {name}'),
  DeleteRule: say('delete event rule {name}'),
  RemoveTargets: say('remove targets {ids} of event rule {rule}', { object: 'rule' }),
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
