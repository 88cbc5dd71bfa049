import { look } from './policies.ts';
import {
  act,
  anyone,
  assume,
  fails,
  homeRegion,
  productionOf,
  roleNamed,
  type Scenario,
  signIn,
  stolenUser,
  tools,
  wait,
} from './stage.ts';

export const loggingStoppedThenDelete: Scenario = {
  id: 'cloudtrail-stopped-then-delete',
  title: 'The trail is stopped and backups are destroyed, by a role taken over two accounts',
  techniques: ['T1685.002', 'T1485', 'T1490'],
  play(stage) {
    const { management } = stage.organization;
    const account = productionOf(stage);
    const region = homeRegion(account);
    const person = anyone(stage);
    const first = signIn(stage, person, management, 'Administrator');
    const access = roleNamed(stage, account, 'OrganizationAccountAccessRole');
    const caller = assume(stage, first, access, person.name);
    const name = `arn:aws:cloudtrail:us-east-1:${account.id}:trail/account`;
    act(stage, caller, look('cloudtrail', 'DescribeTrails', { includeShadowTrails: false }));
    act(stage, caller, { source: 'cloudtrail', name: 'StopLogging', request: { name } });
    wait(stage, 3);
    for (let count = 0; count < 8; count += 1) {
      const snapshotId = `snap-0${stage.random.hex(16)}`;
      const response = { requestId: stage.random.uuid(), _return: true };
      act(
        stage,
        caller,
        { source: 'ec2', name: 'DeleteSnapshot', request: { snapshotId }, response },
        region,
      );
    }
    act(
      stage,
      caller,
      {
        source: 'rds',
        name: 'DeleteDBInstance',
        request: {
          dBInstanceIdentifier: 'orders-db',
          skipFinalSnapshot: true,
          deleteAutomatedBackups: true,
        },
        response: { dBInstanceIdentifier: 'orders-db', dBInstanceStatus: 'deleting' },
      },
      region,
    );
    act(stage, caller, { source: 'cloudtrail', name: 'DeleteTrail', request: { name } });
    return caller;
  },
};

export const organizationLeft: Scenario = {
  id: 'org-leave',
  title: 'An account leaves the organisation and with it all guard rails',
  techniques: ['T1666'],
  play(stage) {
    const account = productionOf(stage);
    const person = anyone(stage);
    const caller = signIn(stage, person, account, 'Administrator');
    const agent = person.commandLine;
    act(stage, { ...caller, agent }, look('organizations', 'DescribeOrganization'));
    act(stage, { ...caller, agent }, { source: 'organizations', name: 'LeaveOrganization' });
    return caller;
  },
};

export const discoverySweep: Scenario = {
  id: 'discovery-sweep',
  title: 'A stolen key asks every service what there is, and is mostly refused',
  techniques: ['T1580', 'T1526', 'T1087.004', 'T1069.003', 'T1619', 'T1518.001', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const thief = stolenUser(stage, account, 'reporting', tools.kali);
    for (const [source, names] of Object.entries(questions)) {
      for (const name of names) {
        const call = look(source, name);
        const message = `User: ${thief.key} is not authorized to perform: ${source}:${name}`;
        act(stage, thief, stage.random.chance(0.7) ? fails(call, 'AccessDenied', message) : call);
      }
    }
    return thief;
  },
};

const questions = {
  sts: ['GetCallerIdentity'],
  iam: [
    'GetAccountSummary',
    'ListUsers',
    'ListRoles',
    'ListGroups',
    'ListPolicies',
    'GetAccountAuthorizationDetails',
    'GetAccountPasswordPolicy',
  ],
  ec2: [
    'DescribeInstances',
    'DescribeVpcs',
    'DescribeSnapshots',
    'DescribeKeyPairs',
    'DescribeRegions',
    'DescribeSecurityGroups',
  ],
  s3: ['ListBuckets', 'GetAccountPublicAccessBlock'],
  lambda: ['ListFunctions20150331', 'ListLayers20181031'],
  rds: ['DescribeDBInstances', 'DescribeDBSnapshots'],
  secretsmanager: ['ListSecrets'],
  ssm: ['DescribeParameters', 'DescribeInstanceInformation'],
  kms: ['ListKeys', 'ListAliases'],
  eks: ['ListClusters'],
  ecs: ['ListClusters'],
  ecr: ['DescribeRepositories'],
  dynamodb: ['ListTables'],
  organizations: ['DescribeOrganization', 'ListAccounts'],
  cloudtrail: ['DescribeTrails'],
  guardduty: ['ListDetectors'],
  ses: ['GetSendQuota', 'ListIdentities'],
  route53: ['ListHostedZones'],
  bedrock: ['ListFoundationModels'],
};

export const mailAbuse: Scenario = {
  id: 'ses-abuse',
  title: 'A stolen key measures the mail quota, adds an identity and sends',
  techniques: ['T1496', 'T1526', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const thief = stolenUser(stage, account, 'reporting', tools.python);
    act(stage, thief, look('ses', 'GetSendQuota'));
    act(stage, thief, look('ses', 'GetAccount'));
    act(stage, thief, look('ses', 'ListIdentities', { maxItems: 100 }));
    act(stage, thief, {
      source: 'ses',
      name: 'UpdateAccountSendingEnabled',
      request: { enabled: true },
    });
    act(stage, thief, {
      source: 'ses',
      name: 'CreateEmailIdentity',
      request: { emailIdentity: 'billing.example.com' },
    });
    act(stage, thief, {
      source: 'ses',
      name: 'PutAccountDetails',
      request: { productionAccessEnabled: true, mailType: 'MARKETING' },
    });
    for (let count = 0; count < 30; count += 1) {
      act(stage, thief, {
        source: 'ses',
        name: 'SendEmail',
        request: {
          fromEmailAddress: 'invoice@billing.example.com',
          destination: { toAddresses: ['HIDDEN_DUE_TO_SECURITY_REASONS'] },
        },
      });
    }
    return thief;
  },
};

export const guardsTakenDown: Scenario = {
  id: 'detectors-taken-down',
  title: 'GuardDuty, Security Hub and the Config recorder are switched off one after the other',
  techniques: ['T1685', 'T1685.002'],
  play(stage) {
    const account = productionOf(stage);
    const region = homeRegion(account);
    const caller = signIn(stage, anyone(stage), account, 'Administrator');
    const detectorId = stage.random.hex(32);
    act(stage, caller, look('guardduty', 'ListDetectors'), region);
    act(
      stage,
      caller,
      { source: 'guardduty', name: 'DeleteDetector', request: { detectorId } },
      region,
    );
    act(stage, caller, { source: 'securityhub', name: 'DisableSecurityHub' }, region);
    act(
      stage,
      caller,
      {
        source: 'config',
        name: 'StopConfigurationRecorder',
        request: { configurationRecorderName: 'default' },
      },
      region,
    );
    return caller;
  },
};
