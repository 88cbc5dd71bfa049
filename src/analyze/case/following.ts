import { type Tactic, tactics } from '../attack/attack.ts';

/** As ATT&CK lists them; readable with any text, for alerts that were stored carry tactics as texts. */
export const usualOrder: readonly string[] = tactics;

/** What was seen to come after each tactic in attacks on AWS accounts, the most usual first. */
export const following: ReadonlyMap<string, readonly Tactic[]> = new Map<string, readonly Tactic[]>(
  [
    ['initial-access', ['discovery', 'persistence', 'privilege-escalation']],
    ['execution', ['persistence', 'credential-access', 'impact']],
    ['persistence', ['privilege-escalation', 'defense-impairment', 'impact']],
    ['privilege-escalation', ['persistence', 'credential-access', 'defense-impairment']],
    ['stealth', ['collection', 'exfiltration', 'impact']],
    ['defense-impairment', ['collection', 'exfiltration', 'impact']],
    ['credential-access', ['lateral-movement', 'collection', 'privilege-escalation']],
    ['discovery', ['credential-access', 'privilege-escalation', 'collection']],
    ['lateral-movement', ['discovery', 'collection', 'persistence']],
    ['collection', ['exfiltration', 'impact']],
    ['command-and-control', ['collection', 'exfiltration']],
    ['exfiltration', ['impact']],
    ['impact', []],
  ],
);

/** What each tactic looks like in CloudTrail when it comes. */
export const looksLike: Readonly<Record<Tactic, string>> = {
  'initial-access': 'sign-ins and first calls from places that nobody here works from',
  execution:
    'commands on instances (SSM), new functions, tasks and instances with start-up scripts',
  persistence:
    'new users, access keys, console passwords, identity providers and trust policies for other accounts',
  'privilege-escalation':
    'administrator policies attached, policy versions rewritten, roles passed to services and assumed in turn',
  stealth:
    'calls from unusual regions, renamed sessions and tools, resources named like those of AWS',
  'defense-impairment':
    'trails stopped or narrowed, GuardDuty, Config and Security Hub switched off, alarms and budgets removed',
  'credential-access':
    'secrets, parameters and instance credentials read, tokens and keys made for others',
  discovery:
    'lists and descriptions of users, roles, buckets, secrets and quotas, many of them refused',
  'lateral-movement':
    'roles assumed into other accounts, sessions opened on instances, snapshots attached elsewhere',
  collection: 'many objects, secrets or rows read, snapshots and exports made',
  'command-and-control': 'function addresses, tunnels and messages that carry orders from outside',
  exfiltration:
    'snapshots, images and buckets shared with strangers or made public, copies to other accounts',
  impact:
    'deletions of data and backups, encryption with a foreign key, expensive instances and models, mail sent in bulk',
};

/** Calls that tell of each tactic, and whether people and programs make them all day. */
export const signs: Readonly<
  Record<Tactic, { readonly calls: readonly string[]; readonly isEveryday: boolean }>
> = {
  'initial-access': {
    calls: ['signin:ConsoleLogin', 'sts:AssumeRoleWithSAML', 'sts:GetCallerIdentity'],
    isEveryday: true,
  },
  execution: {
    calls: ['ssm:SendCommand', 'ssm:StartSession', 'lambda:CreateFunction', 'ecs:RunTask'],
    isEveryday: false,
  },
  persistence: {
    calls: [
      'iam:CreateUser',
      'iam:CreateAccessKey',
      'iam:CreateLoginProfile',
      'iam:UpdateAssumeRolePolicy',
      'iam:CreateSAMLProvider',
      'iam:CreateOpenIDConnectProvider',
    ],
    isEveryday: false,
  },
  'privilege-escalation': {
    calls: [
      'iam:AttachUserPolicy',
      'iam:AttachRolePolicy',
      'iam:PutUserPolicy',
      'iam:PutRolePolicy',
      'iam:CreatePolicyVersion',
      'iam:AddUserToGroup',
    ],
    isEveryday: false,
  },
  stealth: { calls: ['sts:GetFederationToken', 'sts:GetSessionToken'], isEveryday: false },
  'defense-impairment': {
    calls: [
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
      'cloudtrail:PutEventSelectors',
      'guardduty:DeleteDetector',
      'guardduty:UpdateDetector',
      'config:StopConfigurationRecorder',
      'securityhub:DisableSecurityHub',
    ],
    isEveryday: false,
  },
  'credential-access': {
    calls: ['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'ssm:GetParameters'],
    isEveryday: true,
  },
  discovery: {
    calls: ['iam:ListUsers', 'iam:ListRoles', 's3:ListBuckets', 'ec2:DescribeInstances'],
    isEveryday: true,
  },
  'lateral-movement': { calls: ['sts:AssumeRole', 'ssm:StartSession'], isEveryday: true },
  collection: {
    calls: ['s3:GetObject', 'ec2:CreateSnapshot', 'rds:StartExportTask', 'dynamodb:Scan'],
    isEveryday: true,
  },
  'command-and-control': {
    calls: ['lambda:CreateFunctionUrlConfig', 'lambda:AddPermission'],
    isEveryday: false,
  },
  exfiltration: {
    calls: [
      'ec2:ModifySnapshotAttribute',
      'ec2:ModifyImageAttribute',
      'rds:ModifyDBSnapshotAttribute',
      's3:PutBucketPolicy',
      's3:PutBucketReplication',
    ],
    isEveryday: false,
  },
  impact: {
    calls: [
      'ec2:DeleteSnapshot',
      'rds:DeleteDBInstance',
      's3:DeleteBucket',
      's3:PutBucketLifecycle',
      'kms:ScheduleKeyDeletion',
      'backup:DeleteRecoveryPoint',
    ],
    isEveryday: false,
  },
};
