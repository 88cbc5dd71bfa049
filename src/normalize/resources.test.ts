import { describe, expect, it } from 'vitest';
import { resourcesOf } from './resources.ts';

describe('resourcesOf', () => {
  it.each([
    [
      'the record’s own list first',
      {
        resources: [{ ARN: 'arn:aws:s3:::example/key' }, { ARN: 'arn:aws:s3:::example' }],
        requestParameters: { bucketName: 'example', key: 'key' },
      },
      ['arn:aws:s3:::example/key', 'arn:aws:s3:::example', 'example'],
    ],
    [
      'fields that name something, in request and response',
      {
        requestParameters: { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
        responseElements: {
          accessKey: { accessKeyId: 'AKIA1', status: 'Active', userName: 'bob' },
        },
      },
      ['bob', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'AKIA1'],
    ],
    [
      'lists in EC2’s way and plain ones',
      {
        requestParameters: {
          instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] },
          groupIds: ['sg-1', 7, 'sg-2'],
        },
      },
      ['i-1', 'i-2', 'sg-1', 'sg-2'],
    ],
    [
      'nothing that only looks like a name',
      {
        requestParameters: {
          requestId: 'r',
          roleSessionName: 's',
          versionId: 'v',
          valid: 'x',
          Host: 'h',
        },
        responseElements: { 'x-amz-request-id': 'r', ownerId: '1', _return: 'true' },
      },
      [],
    ],
    ['nothing where there is nothing', {}, []],
    [
      'nothing in values of the wrong type',
      { resources: 'x', requestParameters: [1, null, 'x'], responseElements: 'userName' },
      [],
    ],
    [
      'keys that objects have anyway',
      JSON.parse(
        '{"requestParameters":{"__proto__":{"userName":"bob"},"constructor":{"name":"c"}}}',
      ),
      ['bob', 'c'],
    ],
  ])('finds %s', (_what, record, expected) => {
    expect(resourcesOf(record)).toEqual(expected);
  });

  it('is bounded, however much a request lists', () => {
    const instanceIds = Array.from({ length: 100_000 }, (_, index) => `i-${index}`);

    expect(resourcesOf({ requestParameters: { instanceIds } })).toHaveLength(16);
    expect(resourcesOf({ requestParameters: { name: 'x'.repeat(10_000) } })).toEqual([]);
  });

  it('does not follow nesting to the bottom', () => {
    let requestParameters: unknown = { userName: 'deep' };
    for (let depth = 0; depth < 5_000; depth++) requestParameters = [{ a: requestParameters }];

    expect(resourcesOf({ requestParameters })).toEqual([]);
  });
});
