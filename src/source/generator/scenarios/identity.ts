import { movedTo, rootCaller, userCaller } from '../caller.ts';
import { strangerAccount } from '../organization.ts';
import { cloudTrailTime } from '../record.ts';
import {
  adminPolicyArn,
  allowAll,
  createAccessKey,
  createUser,
  document,
  iam,
  look,
  trustOf,
} from './policies.ts';
import {
  act,
  anyone,
  assume,
  attacker,
  fails,
  newKey,
  productionOf,
  roleNamed,
  type Scenario,
  signIn,
  stolenUser,
  tools,
  userNamed,
  wait,
} from './stage.ts';

export const rootCreatesAdmin: Scenario = {
  id: 'root-creates-admin',
  title: 'Root signs in at night and makes an administrator with a key',
  techniques: ['T1078.004', 'T1136.003', 'T1098.003', 'T1098.001'],
  play(stage) {
    const { management } = stage.organization;
    const place = { ...attacker(stage.random, tools.browser), console: true };
    const key = newKey(stage, management, 'ASIA');
    const root = rootCaller(management, key, place, cloudTrailTime(stage.now));
    act(stage, root, consoleLogin('Success', 'No'));
    act(stage, root, createUser('support-ops', management.id));
    act(
      stage,
      root,
      iam('AttachUserPolicy', { userName: 'support-ops', policyArn: adminPolicyArn }),
    );
    act(stage, root, createAccessKey('support-ops', newKey(stage, management)));
    return root;
  },
};

export const accessKeyForOtherUser: Scenario = {
  id: 'access-key-for-other-user-used-elsewhere',
  title: 'A person makes a key for another user, which is then used from a strange network',
  techniques: ['T1098.001', 'T1078.004', 'T1087.004', 'T1619'],
  play(stage) {
    const account = productionOf(stage);
    const person = anyone(stage);
    const insider = signIn(stage, person, account, 'Administrator');
    const key = newKey(stage, account);
    act(stage, insider, createAccessKey('backup-agent', key));
    wait(stage, 35);
    const user = userNamed(stage, account, 'backup-agent');
    const thief = userCaller(user, key, attacker(stage.random, tools.commandLine));
    act(stage, thief, look('sts', 'GetCallerIdentity'));
    act(stage, thief, look('iam', 'ListUsers', { maxItems: 1000 }));
    act(stage, thief, look('s3', 'ListBuckets', { Host: 's3.amazonaws.com' }));
    return insider;
  },
};

export const roleTrustBackdoor: Scenario = {
  id: 'role-trust-backdoor',
  title: 'A role of production is opened to a strange account, two roles deep',
  techniques: ['T1098.003', 'T1199'],
  play(stage) {
    const account = productionOf(stage);
    const person = anyone(stage);
    const first = signIn(stage, person, stage.organization.management, 'PowerUser');
    const hub = assume(
      stage,
      first,
      roleNamed(stage, stage.organization.management, 'operations-hub'),
      person.name,
    );
    const caller = assume(stage, hub, roleNamed(stage, account, 'operations'), person.name);
    act(stage, caller, look('iam', 'ListRoles', { maxItems: 1000 }));
    act(
      stage,
      caller,
      iam('UpdateAssumeRolePolicy', {
        roleName: 'web-0-instance',
        policyDocument: trustOf({ AWS: `arn:aws:iam::${strangerAccount}:root` }),
      }),
    );
    act(
      stage,
      caller,
      iam('AttachRolePolicy', { roleName: 'web-0-instance', policyArn: adminPolicyArn }),
    );
    return caller;
  },
};

export const federationTokenPersistence: Scenario = {
  id: 'federation-token-persistence',
  title: 'A stolen key makes itself a federation session that outlives the key, and a console link',
  techniques: ['T1550.001', 'T1078.004', 'T1606', 'T1098.001'],
  play(stage) {
    const account = productionOf(stage);
    const thief = stolenUser(stage, account, 'reporting', tools.commandLine);
    const issued = newKey(stage, account, 'ASIA');
    const federated = `arn:aws:sts::${account.id}:federated-user/maintenance`;
    act(stage, thief, look('sts', 'GetCallerIdentity'));
    act(stage, thief, {
      source: 'sts',
      name: 'GetFederationToken',
      request: { name: 'maintenance', policy: allowAll, durationSeconds: 129_600 },
      response: {
        credentials: { accessKeyId: issued, expiration: 'Nov 5, 2026, 2:00:00 PM' },
        federatedUser: { federatedUserId: `${account.id}:maintenance`, arn: federated },
        packedPolicySize: 3,
      },
    });
    const session = {
      ...thief,
      accessKey: issued,
      identity: {
        type: 'FederatedUser',
        principalId: `${account.id}:maintenance`,
        arn: federated,
        accountId: account.id,
        accessKeyId: issued,
        sessionContext: {
          sessionIssuer: {
            type: 'IAMUser',
            principalId: thief.identity['principalId'],
            arn: thief.key,
            accountId: account.id,
            userName: 'reporting',
          },
          attributes: { creationDate: cloudTrailTime(stage.now), mfaAuthenticated: 'false' },
        },
      },
    };
    act(stage, session, {
      source: 'signin',
      name: 'GetSigninToken',
      type: 'AwsConsoleSignIn',
      response: { GetSigninToken: 'Success' },
      extra: { MobileVersion: 'No', MFAUsed: 'No' },
    });
    act(stage, session, look('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }));
    return thief;
  },
};

export const consoleBruteForce: Scenario = {
  id: 'console-brute-force',
  title: 'Many wrong passwords for one user, then the right one',
  techniques: ['T1110.001', 'T1078.004', 'T1087.004', 'T1069.003'],
  play(stage) {
    const account = productionOf(stage);
    const place = { ...attacker(stage.random, tools.browser), console: true };
    const user = userNamed(stage, account, 'reporting');
    const inside = userCaller(
      user,
      newKey(stage, account, 'ASIA'),
      place,
      cloudTrailTime(stage.now),
    );
    const { type, principalId, accountId, userName } = inside.identity;
    const outside = {
      ...inside,
      identity: { type, principalId, accountId, accessKeyId: '', userName },
    };
    for (let tries = 0; tries < 24; tries += 1) {
      act(stage, outside, fails(consoleLogin('Failure', 'No'), '', 'Failed authentication'));
    }
    act(stage, inside, consoleLogin('Success', 'No'));
    act(stage, inside, look('iam', 'ListAttachedUserPolicies', { userName: 'reporting' }));
    act(stage, inside, look('iam', 'GetAccountAuthorizationDetails', { maxItems: 500 }));
    return inside;
  },
};

export const policyVersionEscalation: Scenario = {
  id: 'policy-version-escalation',
  title: 'A user rewrites the policy that binds it, and is an administrator',
  techniques: ['T1098.003', 'T1136.003', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const thief = stolenUser(stage, account, 'ci-legacy', tools.python);
    const policyArn = `arn:aws:iam::${account.id}:policy/ci-legacy`;
    act(stage, thief, look('iam', 'ListAttachedUserPolicies', { userName: 'ci-legacy' }));
    act(stage, thief, look('iam', 'GetPolicyVersion', { policyArn, versionId: 'v1' }));
    act(
      stage,
      thief,
      iam(
        'CreatePolicyVersion',
        { policyArn, policyDocument: allowAll, setAsDefault: true },
        { policyVersion: { versionId: 'v2', isDefaultVersion: true } },
      ),
    );
    const elsewhere = movedTo(thief, attacker(stage.random, tools.commandLine));
    act(stage, elsewhere, createUser('svc-monitor', account.id));
    const policyDocument = document([{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]);
    act(
      stage,
      elsewhere,
      iam('PutUserPolicy', { userName: 'svc-monitor', policyName: 'all', policyDocument }),
    );
    return thief;
  },
};

function consoleLogin(outcome: 'Success' | 'Failure', mfa: 'Yes' | 'No') {
  return {
    source: 'signin',
    name: 'ConsoleLogin',
    type: 'AwsConsoleSignIn' as const,
    response: { ConsoleLogin: outcome },
    extra: {
      LoginTo: 'https://console.aws.amazon.com/console/home?state=hashArgs%23&isauthcode=true',
      MobileVersion: 'No',
      MFAUsed: mfa,
    },
  };
}
