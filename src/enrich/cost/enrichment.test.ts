import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aConfig, aRecord } from '../../../test/builders.ts';
import { cost } from './enrichment.ts';
import { instancePrice } from './instance-price.ts';

const call = (name: string, requestParameters: object, fields: object = {}): RawRecord => {
  const [service, eventName] = name.split(':');
  const eventSource = `${service}.amazonaws.com`;
  return aRecord({
    eventSource,
    eventName,
    requestParameters,
    awsRegion: 'us-east-1',
    ...fields,
  });
};

async function costOf(records: readonly RawRecord[], events = records.length) {
  const ids = Array.from({ length: events }, (_, index) => `event-${index}`);
  const subject = aSubject(records, { events: ids });
  return (await cost.enrich(subject, aContext(), signal)).value;
}

const run = (instanceType: string, minCount: number, maxCount: number) => ({
  instanceType,
  instancesSet: { items: [{ imageId: 'ami-1', minCount, maxCount }] },
});

describe('price of a machine', () => {
  it.each([
    ['m5.large', 0.096, 0.096],
    ['t3.micro', 0.0104, 0.0104],
    ['c6g.16xlarge', 2.176, 2.176],
    ['g4dn.xlarge', 0.526, 0.526],
    ['p5.48xlarge', 55.04, 98.32],
    ['m7i.metal-24xl', 4.838, 4.838],
    ['m5.metal', 3.072, 9.216],
  ])('%s is %d to %d dollars an hour', (type, low, high) => {
    expect(instancePrice(type)?.low).toBeCloseTo(low, 3);
    expect(instancePrice(type)?.high).toBeCloseTo(high, 3);
  });

  it.each(['', 'x', 'm5', 'm5.huge', 'q9.large', '__proto__.large', 'm5.9999xlarge'])(
    '%s has none',
    (type) => {
      expect(instancePrice(type)).toBeUndefined();
    },
  );

  it.each([
    ['db.r5.large', 'rds'],
    ['ml.g5.xlarge', 'sagemaker'],
    ['cache.m5.large', 'cache'],
    ['r5.large.search', 'search'],
  ] as const)('%s costs more as a managed machine', (type, offer) => {
    expect(instancePrice(type, offer)?.low).toBeGreaterThan(instancePrice(type)?.high ?? 0);
  });
});

describe('cost', () => {
  it('is a range over what was asked for, and exact over what started', async () => {
    const items = Array.from({ length: 3 }, () => ({ instanceType: 'm5.xlarge' }));
    const answered = { responseElements: { instancesSet: { items } } };
    const started = call('ec2:RunInstances', run('m5.xlarge', 1, 10), answered);
    const refused = call('ec2:RunInstances', run('p5.48xlarge', 2, 8), {
      errorCode: 'Client.UnauthorizedOperation',
    });

    const value = await costOf([refused, started]);

    expect(value.items).toMatchObject([
      { what: 'm5.xlarge', count: { low: 3, high: 3 }, perHour: { low: 0.576 }, tried: false },
      {
        what: 'p5.48xlarge',
        count: { low: 2, high: 8 },
        perHour: { low: 110.08, high: 786.56 },
        tried: true,
      },
    ]);
    expect(value.perDay).toEqual({ low: 13.82, high: 13.82 });
    expect(value.prices.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('adds up the same machines of several calls and says that other regions cost more', async () => {
    const calls = ['eu-west-1', 'eu-west-1', 'us-east-1'].map((awsRegion) =>
      call('ec2:RunInstances', run('c5.xlarge', 1, 1), { awsRegion }),
    );

    const { items, perHour } = await costOf(calls);

    expect(items.map(({ region, count }) => [region, count.low])).toEqual([
      ['eu-west-1', 2],
      ['us-east-1', 1],
    ]);
    expect(items[0]?.assumptions.join()).toContain('eu-west-1');
    expect(perHour?.high).toBeGreaterThan(perHour?.low ?? 0);
  });

  it('takes a price of the configuration as it is, with its date', async () => {
    const config = aConfig({ prices: { date: '2026-11-01', perHour: { 'zz9.large': 2 } } });
    const subject = aSubject([
      call('ec2:RunInstances', run('zz9.large', 3, 3), { awsRegion: 'sa-east-1' }),
      call('ec2:RunInstances', run('m5.xlarge', 1, 1)),
    ]);

    const { value } = await cost.enrich(subject, aContext({ config }), signal);

    expect(value.items[0]).toMatchObject({ what: 'zz9.large', perHour: { low: 6, high: 6 } });
    expect(value.items[0]?.assumptions).toContain("the configuration's price of 2026-11-01");
    expect(value.prices).toMatchObject({ date: '2025-06-30', ownDate: '2026-11-01' });
    expect(value.unknown).toEqual([]);
  });

  it('says what it has no price for instead of taking it for free', async () => {
    const value = await costOf([
      call('ec2:RunInstances', run('zz9.large', 1, 1)),
      call('ec2:StartInstances', { instancesSet: { items: [{ instanceId: 'i-1' }] } }),
    ]);

    expect(value.unknown).toEqual(['zz9.large', 'machine of a type that the call does not name']);
    expect(value).not.toHaveProperty('perHour');
  });

  it.each([
    [
      'rds:CreateDBInstance',
      { dBInstanceClass: 'db.r5.24xlarge', engine: 'postgres', multiAZ: true },
      19,
    ],
    ['redshift:CreateCluster', { nodeType: 'ra3.16xlarge', numberOfNodes: 4 }, 52],
    [
      'sagemaker:CreateEndpointConfig',
      { productionVariants: [{ instanceType: 'ml.p4d.24xlarge', initialInstanceCount: 2 }] },
      50,
    ],
    [
      'es:CreateDomain',
      { clusterConfig: { instanceType: 'r5.4xlarge.search', instanceCount: 10 } },
      14,
    ],
    [
      'autoscaling:UpdateAutoScalingGroup',
      {
        desiredCapacity: 20,
        maxSize: 40,
        mixedInstancesPolicy: { launchTemplate: { overrides: [{ instanceType: 'g5.xlarge' }] } },
      },
      20,
    ],
    [
      'ec2:RequestSpotFleet',
      {
        spotFleetRequestConfig: {
          targetCapacity: 50,
          launchSpecifications: [{ instanceType: 'c5.4xlarge' }],
        },
      },
      3,
    ],
    [
      'eks:CreateNodegroup',
      { instanceTypes: ['m5.xlarge'], scalingConfig: { desiredSize: 10, maxSize: 20 } },
      1.9,
    ],
    ['bedrock:CreateProvisionedModelThroughput', { modelUnits: 4 }, 20],
    ['savingsplans:CreateSavingsPlan', { commitment: '25.0' }, 25],
    [
      'dynamodb:CreateTable',
      { provisionedThroughput: { readCapacityUnits: 10_000, writeCapacityUnits: 10_000 } },
      7,
    ],
    ['ec2:CreateVolume', { size: '16000', volumeType: 'gp3' }, 0.3],
    ['ec2:CreateNatGateway', { subnetId: 'subnet-1' }, 0.04],
  ])('of %s is at least so much an hour', async (name, request, low) => {
    const { perHour } = await costOf([call(name, request)]);

    expect(perHour?.low).toBeGreaterThanOrEqual(low);
    expect(perHour?.low).toBeLessThan(2 * low + 1);
  });

  it('of a model goes on at the pace of the alert, by tokens where they are said', async () => {
    const said = { additionalEventData: { inputTokens: 1_000_000, outputTokens: 0 } };
    const model = { modelId: 'anthropic.claude-3-opus-20240229-v1:0' };

    const counted = await costOf([call('bedrock:InvokeModel', model, said)], 10);
    const guessed = await costOf([call('bedrock:InvokeModel', model)], 10);
    const strange = await costOf([call('bedrock:InvokeModel', { modelId: 'example.model' })]);

    expect(counted.perHour).toEqual({ low: 50, high: 150 });
    expect(guessed.perHour?.high).toBeGreaterThan(10 * (guessed.perHour?.low ?? 0));
    expect(strange.unknown).toEqual(['call of example.model']);
  });

  it('of text messages is the limit that was raised', async () => {
    const request = { attributes: { MonthlySpendLimit: '5000' } };

    expect((await costOf([call('sns:SetSMSAttributes', request)])).upfront).toEqual({
      low: 0,
      high: 5000,
    });
  });

  it.each([
    [call('ec2:RunInstances', run('m5.large', 1, 1)), true],
    [call('iam:CreateUser', {}), false],
  ])('applies where something costs money (%#)', (record, applies) => {
    expect(cost.appliesTo(aSubject([record]), aContext())).toBe(applies);
  });

  it.each([
    [{ instanceType: 7, instancesSet: { items: [{ minCount: -1, maxCount: 1e12 }] } }],
    [{ instancesSet: 'x', instanceType: 'm5.large' }],
    [null],
    ['text'],
  ])('is at peace with nonsense (%#)', async (requestParameters) => {
    const record = aRecord({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      requestParameters,
    });

    expect((await costOf([record])).items).toHaveLength(1);
  });
});
