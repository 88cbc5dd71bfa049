import { ingress } from '../ordinary/ingress.ts';
import { look } from './policies.ts';
import { act, fails, productionOf, type Scenario, stolenUser, tools } from './stage.ts';

const quietRegions = [
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-3',
  'sa-east-1',
  'ca-central-1',
  'eu-north-1',
  'us-west-1',
  'eu-west-3',
];

export const cryptoMining: Scenario = {
  id: 'crypto-mining-many-regions',
  title: 'Large machines are started in regions that nobody uses',
  techniques: ['T1496.001', 'T1535', 'T1578.002', 'T1686.001', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const thief = stolenUser(stage, account, 'ci-legacy', tools.python);
    for (const region of quietRegions) {
      act(stage, thief, look('ec2', 'DescribeInstanceTypes', { filterSet: {} }), region);
      act(
        stage,
        thief,
        {
          source: 'ec2',
          name: 'CreateSecurityGroup',
          request: { groupName: 'g1', groupDescription: 'g1' },
          response: { groupId: `sg-0${stage.random.hex(16)}` },
        },
        region,
      );
      act(
        stage,
        thief,
        {
          source: 'ec2',
          name: 'AuthorizeSecurityGroupIngress',
          request: { groupId: 'sg-0123456789abcdef0', ipPermissions: ingress(22, '0.0.0.0/0') },
          response: { _return: true },
        },
        region,
      );
      for (const instanceType of ['p5.48xlarge', 'c7a.48xlarge']) {
        act(
          stage,
          thief,
          {
            source: 'ec2',
            name: 'RunInstances',
            request: {
              instancesSet: {
                items: [{ imageId: 'ami-0123456789abcdef0', minCount: 1, maxCount: 10 }],
              },
              instanceType,
            },
            response: {
              instancesSet: {
                items: [{ instanceId: `i-0${stage.random.hex(16)}`, instanceType }],
              },
            },
          },
          region,
        );
      }
    }
    return thief;
  },
};

export const modelHijack: Scenario = {
  id: 'llm-jacking',
  title: 'A stolen key asks for costly models and uses them in numbers',
  techniques: ['T1496', 'T1526', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const region = 'us-west-2';
    const thief = stolenUser(stage, account, 'ci-legacy', tools.python);
    const modelId = 'anthropic.claude-opus-4-20250514-v1:0';
    act(stage, thief, look('bedrock', 'ListFoundationModels'), region);
    act(stage, thief, look('bedrock', 'GetModelInvocationLoggingConfiguration'), region);
    act(
      stage,
      thief,
      { source: 'bedrock', name: 'PutUseCaseForModelAccess', request: { formData: 'e30=' } },
      region,
    );
    act(
      stage,
      thief,
      {
        source: 'bedrock',
        name: 'CreateFoundationModelAgreement',
        request: { modelId, offerToken: 'example' },
      },
      region,
    );
    const refused = fails(
      look('bedrock', 'InvokeModel', { modelId }),
      'ValidationException',
      'max_tokens_to_sample: range: 1..1,000,000',
    );
    act(stage, thief, refused, region);
    for (let count = 0; count < 60; count += 1) {
      act(
        stage,
        thief,
        {
          ...look('bedrock', 'InvokeModelWithResponseStream', { modelId }),
          extra: { inputTokens: 4100, outputTokens: 2000 },
        },
        region,
      );
    }
    return thief;
  },
};
