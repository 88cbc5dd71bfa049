import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { createRandom, type Random } from '#src/source/generator/random.ts';

/** API calls that rules are written about, by service. */
const calls: Readonly<Record<string, string>> = {
  iam: 'CreateUser CreateAccessKey CreateLoginProfile UpdateLoginProfile AttachUserPolicy AttachRolePolicy AttachGroupPolicy PutUserPolicy PutRolePolicy PutGroupPolicy CreatePolicyVersion SetDefaultPolicyVersion UpdateAssumeRolePolicy AddUserToGroup CreateRole DeleteRole DeleteUser DeactivateMFADevice DeleteVirtualMFADevice CreateSAMLProvider UpdateSAMLProvider CreateOpenIDConnectProvider DeleteAccountPasswordPolicy CreateServiceSpecificCredential UploadServerCertificate',
  ec2: 'RunInstances StopInstances TerminateInstances CreateSnapshot ModifySnapshotAttribute DeleteSnapshot CreateImage ModifyImageAttribute AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress CreateSecurityGroup DeleteFlowLogs CreateKeyPair ImportKeyPair GetPasswordData ModifyInstanceAttribute ReplaceIamInstanceProfileAssociation AssociateIamInstanceProfile EnableSerialConsoleAccess CreateTrafficMirrorSession CreateVpcPeeringConnection CreateInstanceExportTask DisableEbsEncryptionByDefault CreateNetworkAclEntry DeleteNetworkAcl CreateRoute',
  s3: 'PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock DeleteBucketPublicAccessBlock PutBucketVersioning PutBucketLifecycle PutBucketReplication DeleteBucket DeleteObjects PutBucketLogging PutBucketEncryption DeleteBucketEncryption PutBucketWebsite PutObjectAcl',
  cloudtrail:
    'StopLogging DeleteTrail UpdateTrail PutEventSelectors DeleteEventDataStore PutInsightSelectors',
  config:
    'StopConfigurationRecorder DeleteConfigurationRecorder DeleteDeliveryChannel DeleteConfigRule',
  guardduty:
    'DeleteDetector UpdateDetector CreateIPSet CreateFilter DisassociateMembers DeletePublishingDestination StopMonitoringMembers',
  securityhub:
    'DisableSecurityHub BatchUpdateFindings DeleteInsight DisableImportFindingsForProduct UpdateStandardsControl',
  kms: 'ScheduleKeyDeletion DisableKey PutKeyPolicy CreateGrant ImportKeyMaterial',
  secretsmanager: 'GetSecretValue BatchGetSecretValue DeleteSecret PutResourcePolicy UpdateSecret',
  ssm: 'SendCommand StartSession GetParametersByPath CreateDocument ModifyDocumentPermission CreateAssociation',
  lambda:
    'CreateFunction20150331 UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 AddPermission20150331v2 CreateEventSourceMapping20150331 AddLayerVersionPermission20181031 CreateFunctionUrlConfig',
  rds: 'ModifyDBInstance DeleteDBInstance DeleteDBCluster ModifyDBSnapshotAttribute CreateDBSnapshot RestoreDBInstanceFromDBSnapshot StopDBCluster AuthorizeDBSecurityGroupIngress StartExportTask',
  sts: 'GetFederationToken GetSessionToken AssumeRoleWithSAML AssumeRoot GetCallerIdentity',
  organizations:
    'LeaveOrganization DeletePolicy DetachPolicy InviteAccountToOrganization CreateAccount RemoveAccountFromOrganization',
  eks: 'CreateAccessEntry AssociateAccessPolicy UpdateClusterConfig DeleteCluster CreateFargateProfile',
  ecr: 'PutImage SetRepositoryPolicy DeleteRepository PutRegistryPolicy BatchDeleteImage',
  ecs: 'RegisterTaskDefinition RunTask UpdateService CreateCluster DeleteCluster',
  route53:
    'ChangeResourceRecordSets DeleteHostedZone DisassociateVPCFromHostedZone TransferDomainToAnotherAwsAccount DeleteResolverQueryLogConfig',
  ses: 'UpdateAccountSendingEnabled CreateEmailIdentity PutAccountDetails VerifyEmailIdentity GetSendQuota',
  bedrock:
    'InvokeModelWithResponseStream PutUseCaseForModelAccess DeleteModelInvocationLoggingConfiguration CreateFoundationModelAgreement',
  signin: 'ConsoleLogin PasswordRecoveryRequested SwitchRole',
};

type Detection = Record<string, unknown>;
type Shape = (source: string, name: string, names: readonly string[], random: Random) => Detection;

const from = (source: string) => ({ eventSource: `${source}.amazonaws.com` });

/** What ordinary work does all day: rules about these ask for more than the name. */
const everyday: ReadonlySet<string> = new Set(
  'GetCallerIdentity GetSecretValue GetParametersByPath AssumeRoleWithSAML RunInstances TerminateInstances StopInstances PutImage UpdateService UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 AuthorizeSecurityGroupIngress PutRolePolicy AttachRolePolicy CreateRole PutBucketVersioning CreateDBSnapshot GetSendQuota'.split(
    ' ',
  ),
);

/** The ways in which public rules for CloudTrail are written, the plain ones more often. */
const plainShapes: readonly Shape[] = [
  (source, eventName) => ({ selection: { ...from(source), eventName }, condition: 'selection' }),
  (source, eventName) => ({ selection: { ...from(source), eventName }, condition: 'selection' }),
  (source, eventName) => ({
    selection_source: { ...from(source), eventName },
    filter_error: { 'errorCode|contains': ['AccessDenied', 'Unauthorized'] },
    condition: 'selection_source and not 1 of filter_*',
  }),
  (source, _name, names, random) => ({
    selection: {
      ...from(source),
      eventName: [random.pick(names), random.pick(names), random.pick(names)],
    },
    filter: {
      'userIdentity.arn|contains': [':role/aws-service-role/', 'AWSReservedSSO_Administrator'],
    },
    condition: 'selection and not filter',
  }),
  (source, eventName) => ({
    selection: { ...from(source), eventName, 'errorCode|exists': false },
    filter_inside: { 'sourceIPAddress|cidr': ['10.0.0.0/8', '192.0.2.0/24'] },
    filter_service: { 'sourceIPAddress|endswith': '.amazonaws.com' },
    condition: 'selection and not 1 of filter_*',
  }),
  (source, _name, names, random) => ({
    selection: {
      ...from(source),
      'eventName|startswith': [random.pick(names).slice(0, 12), random.pick(names).slice(0, 12)],
      'userIdentity.type': ['IAMUser', 'Root'],
    },
    condition: 'selection',
  }),
  (source, eventName) => ({
    selection: [
      { ...from(source), eventName },
      { ...from(source), 'eventName|endswith': eventName.slice(3) },
    ],
    human: { 'userIdentity.sessionContext.attributes.mfaAuthenticated': 'false' },
    condition: 'selection and human',
  }),
];

const narrowShapes: readonly Shape[] = [
  (source, eventName) => ({
    selection: {
      ...from(source),
      eventName,
      'requestParameters|contains': ['0.0.0.0/0', '::/0'],
    },
    condition: 'selection',
  }),
  (source, eventName, _names, random) => ({
    selection_call: { ...from(source), eventName },
    selection_tool: {
      'userAgent|contains': ['kali', 'pacu', 'parrot', `tool-${random.below(50)}`],
    },
    condition: 'all of selection_*',
  }),
  (source, eventName, _names, random) => ({
    selection: { ...from(source), eventName },
    pattern: {
      'requestParameters.policyDocument|re': `"Action":\\s*"(${random.pick(['iam', 's3', 'ec2', '\\*'])}:)?\\*"`,
    },
    condition: 'selection and pattern',
  }),
];

/** Some public rules name no call, so that every event must be looked at; two of them find something every day. */
const unnamed: readonly Detection[] = [
  {
    selection: { 'userIdentity.type': 'Root' },
    filter: { eventType: 'AwsServiceEvent' },
    condition: 'selection and not filter',
  },
  {
    selection: {
      'errorCode|contains': 'AccessDenied',
      'eventName|startswith': ['List', 'Describe'],
    },
    condition: 'selection',
  },
  {
    selection: { eventName: 'AssumeRole', 'userIdentity.type': 'AssumedRole' },
    filter: { 'userIdentity.sessionContext.sessionIssuer.type': 'Service' },
    condition: 'selection and not filter',
  },
  {
    selection: { 'userAgent|contains': ['S3 Browser', 'pacu', 'trufflehog'] },
    condition: 'selection',
  },
  { selection: { 'sourceIPAddress|cidr': '203.0.113.77/32' }, condition: 'selection' },
  { selection: { 'userIdentity.arn|endswith': ':user/break-glass' }, condition: 'selection' },
  { keywords: ['AKIAIOSFODNN7EXAMPLE'], condition: 'keywords' },
];
const unnamedAmongFew = 4;

/** A folder of `count` Sigma rules: the shapes and sizes of the public ones for CloudTrail, none of them copied. */
export function ruleFolder(cache: string, count: number): string {
  const folder = join(cache, `rules-${count}`);
  if (existsSync(join(folder, `rule-${count - 1}.yml`))) return folder;
  mkdirSync(folder, { recursive: true });
  const random = createRandom(count, 'rules');
  const pairs = Object.entries(calls).flatMap(([source, names]) => {
    const list = names.split(' ');
    return list.map((name) => ({ source, name, list }));
  });
  const always = count < pairs.length ? unnamed.slice(0, unnamedAmongFew) : unnamed;
  for (let index = 0; index < count; index += 1) {
    const { source, name, list } = count < pairs.length ? random.pick(pairs) : pairAt(pairs, index);
    const detection = always[index] ?? detectionOf(source, name, list, random);
    writeFileSync(
      join(folder, `rule-${index}.yml`),
      ruleText(index, `${source} ${name}`, detection, random),
    );
  }
  return folder;
}

function detectionOf(
  source: string,
  name: string,
  names: readonly string[],
  random: Random,
): Detection {
  const rare = names.filter((other) => !everyday.has(other));
  const shapes = everyday.has(name) ? narrowShapes : [...plainShapes, ...narrowShapes];
  return random.pick(shapes)(source, name, rare, random);
}

function pairAt<T>(pairs: readonly T[], index: number): T {
  const pair = pairs[index % pairs.length];
  if (pair === undefined) throw new RangeError('There are no calls to write rules about');
  return pair;
}

function ruleText(index: number, about: string, detection: Detection, random: Random): string {
  return stringify({
    title: `Benchmark rule ${index} about ${about}`,
    id: random.uuid(),
    status: 'experimental',
    description: `Finds ${about} in the way that a public rule of this kind would; made for measuring.`,
    references: [
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-user-guide.html',
    ],
    author: 'Cairn',
    date: '2026-11-01',
    tags: ['attack.persistence', 'attack.t1098'],
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection,
    falsepositives: ['Administrators at work'],
    level: random.pick(['low', 'medium', 'high']),
  });
}
