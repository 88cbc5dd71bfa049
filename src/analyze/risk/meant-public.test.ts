import { describe, expect, it } from 'vitest';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { aCaseFile } from '../../../test/a-case-file.ts';
import { aRecord } from '../../../test/builders.ts';
import { isMeantToBePublic } from './meant-public.ts';
import { riskOf } from './risk.ts';

const opened = aRecord({
  eventSource: 's3.amazonaws.com',
  eventName: 'PutBucketPolicy',
  requestParameters: {
    bucketName: 'site',
    bucketPolicy: {
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
    },
  },
});
const effect = {
  kind: 'bucket-policy',
  text: 'everyone can read',
  resource: 'site',
  principals: [],
  external: false,
  public: true,
  privileges: ['s3:GetObject'],
  adminEquivalent: false,
  conditions: [],
  reduces: false,
  tried: false,
  since: 'x',
  eventId: eventIdOf(opened),
};
const site = {
  resource: 'site',
  name: 'site',
  type: 's3:bucket',
  account: '111122223333',
  region: 'us-east-1',
  data: { value: 'public', from: 'configuration' },
  users: { events: 0, actors: [], actorCount: 0, knownToActor: false },
};

function fileWith(own: object, thing: object, moreEffects = false) {
  return aCaseFile({
    records: [opened],
    facts: {
      change: { changes: [], effects: [{ ...effect, ...own }], moreEffects },
      resource: {
        resources: [{ ...site, ...thing }],
        resourceCount: 1,
        reads: { from: 'x', to: 'x', shared: [] },
        dataEvents: [],
      },
    },
  });
}

describe('isMeantToBePublic', () => {
  it('is true of reads of what the configuration calls public', () => {
    const file = fileWith({}, {});

    expect(isMeantToBePublic(opened, file)).toBe(true);
    expect(riskOf(file).factors.find(({ name }) => name === 'permissions')).toMatchObject({
      points: 0,
      why: 'it lets everyone read what the configuration says is public',
    });
  });

  it.each([
    ['writing as well', { privileges: ['s3:GetObject', 's3:PutObject'] }, {}],
    ['everything', { privileges: ['s3:*'] }, {}],
    ['nobody knows what', { privileges: [] }, {}],
    ['more than is listed', { privileges: Array(12).fill('s3:GetObject') }, {}],
    ['another bucket', { resource: 'ledger' }, {}],
    ['the effect of another call', { eventId: 'other' }, {}],
    ['what its tags call public', {}, { data: { value: 'public', from: 'tags' } }],
    ['what is confidential', {}, { data: { value: 'confidential', from: 'configuration' } }],
    ['what nobody wrote about', {}, { data: undefined }],
  ])('is false of %s', (_what, own, thing) => {
    expect(isMeantToBePublic(opened, fileWith(own, thing))).toBe(false);
  });

  it('is false where not all effects are known', () => {
    expect(isMeantToBePublic(opened, fileWith({}, {}, true))).toBe(false);
    expect(isMeantToBePublic(opened, aCaseFile({ records: [opened] }))).toBe(false);
  });
});
