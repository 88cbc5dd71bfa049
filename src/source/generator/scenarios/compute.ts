import { accessKeyId } from '../access-key-id.ts';
import { movedTo, serviceCaller, sessionCaller } from '../caller.ts';
import { network } from '../organization.ts';
import { cloudTrailTime } from '../record.ts';
import { assumeByService } from '../recorder.ts';
import { document, iam, look } from './policies.ts';
import {
  act,
  anyone,
  attacker,
  fails,
  homeRegion,
  productionOf,
  roleNamed,
  type Scenario,
  signIn,
  tools,
  wait,
} from './stage.ts';

export const stolenInstanceCredentials: Scenario = {
  id: 'stolen-instance-credentials',
  title: 'The credentials of a server are used from outside while the server keeps using them',
  techniques: ['T1552.005', 'T1078.004', 'T1580', 'T1619', 'T1087.004'],
  play(stage) {
    const account = productionOf(stage);
    const region = homeRegion(account);
    const place = {
      address: network.inside(stage.random),
      agent: 'Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.1.155 lang/python#3.12.11',
      endpoint: `vpce-0${stage.random.hex(16)}`,
    };
    const server = assumeByService(
      stage.recorder,
      serviceCaller('ec2.amazonaws.com', account.id),
      roleNamed(stage, account, 'web-2-instance'),
      {
        session: account.instances[2] ?? 'i-0123456789abcdef0',
        time: stage.now,
        region,
        place,
        context: { ec2RoleDelivery: '1.0' },
      },
    );
    wait(stage, 12);
    act(stage, server, look('ssm', 'GetParameters', { names: ['/production/app/config'] }), region);
    const { endpoint: _, ...outside } = movedTo(server, attacker(stage.random, tools.kali));
    act(stage, outside, look('sts', 'GetCallerIdentity'), region);
    act(stage, outside, look('s3', 'ListBuckets', { Host: 's3.amazonaws.com' }), region);
    act(
      stage,
      outside,
      look('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }),
      region,
    );
    const refused = look('iam', 'ListUsers');
    act(
      stage,
      outside,
      fails(
        refused,
        'AccessDenied',
        `User: ${server.chain.at(-1)} is not authorized to perform: iam:ListUsers`,
      ),
    );
    act(stage, server, look('ssm', 'GetParameters', { names: ['/production/app/flags'] }), region);
    return outside;
  },
};

export const lambdaBackdoor: Scenario = {
  id: 'lambda-backdoor',
  title: 'A function with an administrator role is made and given a public address',
  techniques: ['T1648', 'T1548.005', 'T1546'],
  play(stage) {
    const account = productionOf(stage);
    const region = homeRegion(account);
    const caller = signIn(stage, anyone(stage), account, 'PowerUser');
    const functionName = 'log-rotator';
    act(
      stage,
      caller,
      {
        source: 'lambda',
        name: 'CreateFunction20150331',
        request: {
          functionName,
          role: `arn:aws:iam::${account.id}:role/OrganizationAccountAccessRole`,
          runtime: 'python3.13',
          handler: 'index.handler',
          code: {},
          timeout: 60,
        },
        response: {
          functionArn: `arn:aws:lambda:${region}:${account.id}:function:${functionName}`,
        },
      },
      region,
    );
    act(
      stage,
      caller,
      {
        source: 'lambda',
        name: 'AddPermission20150331v2',
        request: {
          functionName,
          statementId: 'url',
          principal: '*',
          action: 'lambda:InvokeFunctionUrl',
          functionUrlAuthType: 'NONE',
        },
        response: { statement: document([{ Effect: 'Allow', Principal: '*' }]) },
      },
      region,
    );
    act(
      stage,
      caller,
      {
        source: 'lambda',
        name: 'CreateFunctionUrlConfig',
        request: { functionName, authType: 'NONE' },
        response: { functionUrl: 'https://example.lambda-url.eu-west-1.on.aws/' },
      },
      region,
    );
    return caller;
  },
};

export const commandOnServers: Scenario = {
  id: 'ssm-command-on-servers',
  title: 'A stolen session runs a shell script on every server',
  techniques: ['T1651', 'T1078.004', 'T1098.001'],
  play(stage) {
    const account = productionOf(stage);
    const region = homeRegion(account);
    const role = roleNamed(stage, account, 'operations');
    const since = cloudTrailTime(stage.now);
    const thief = sessionCaller(
      {
        role,
        name: 'maintenance',
        accessKey: accessKeyId(stage.random, 'ASIA', account.id),
        since,
      },
      attacker(stage.random, tools.python),
      [],
    );
    act(stage, thief, look('ssm', 'DescribeInstanceInformation', { maxResults: 50 }), region);
    act(
      stage,
      thief,
      {
        source: 'ssm',
        name: 'SendCommand',
        request: {
          documentName: 'AWS-RunShellScript',
          targets: [{ key: 'tag:env', values: ['production'] }],
          parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
          interactive: false,
        },
        response: {
          command: { commandId: stage.random.uuid(), targetCount: account.instances.length },
        },
      },
      region,
    );
    act(
      stage,
      thief,
      iam('CreateLoginProfile', { userName: 'backup-agent', passwordResetRequired: false }),
    );
    return thief;
  },
};
