import { describe, expect, it } from 'vitest';
import { plainEventName } from './event-name.ts';

describe('plain event name', () => {
  it.each([
    ['UpdateFunctionCode20150331v2', 'UpdateFunctionCode'],
    ['CreateFunction20150331', 'CreateFunction'],
    ['Invoke20150331', 'Invoke'],
    ['CreateDistribution2020_05_31', 'CreateDistribution'],
    ['CreateFunctionUrlConfig', 'CreateFunctionUrlConfig'],
    ['ListObjectsV2', 'ListObjectsV2'],
    ['GetFindingsV2', 'GetFindingsV2'],
    ['Route53Thing12', 'Route53Thing12'],
    ['', ''],
    ['20150331', '20150331'],
  ])('of %s is %s', (name, plain) => {
    expect(plainEventName(name)).toBe(plain);
  });

  it('leaves a name alone that is too long to be one', () => {
    const name = `${'x'.repeat(300)}20150331`;

    expect(plainEventName(name)).toBe(name);
  });
});
