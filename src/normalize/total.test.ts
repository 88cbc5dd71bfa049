import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorOf } from './actor/actor.ts';
import { accountOf, actorKeyOf } from './actor/actor-key.ts';
import { knownCalls } from './derived/changes/readers.ts';
import { changesOf } from './derived/changes.ts';
import { deriveFields } from './derived/derive.ts';
import { effectsOf } from './derived/effects.ts';
import { readPolicy } from './policy/document.ts';
import { grants } from './policy/grants.ts';
import { resourceClassOf } from './resource-class.ts';
import { userAgentFamilyOf } from './user-agent/family.ts';

const settings = { ownAccounts: new Set<string>() };

/** Any JSON, with the keys that trip code which trusts objects, parsed as a delivered record is. */
const anything = fc
  .object({
    maxDepth: 4,
    key: fc.oneof(
      fc.string(),
      fc.constantFrom(
        ...['__proto__', 'constructor', 'toString', 'items', 'item', 'add', 'Statement', 'policy'],
        ...['policyDocument', 'ipPermissions', 'Principal', 'Condition', 'Action', 'roleArn'],
        ...['userName', 'bucketPolicy', 'sessionContext', 'sessionIssuer', 'arn', 'value'],
      ),
    ),
    values: [
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom(
        '*',
        'Allow',
        '{"Statement":[{}]}',
        'arn:aws:iam::111122223333:role/x',
        '%7B',
      ),
    ],
  })
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);

const types = [
  'AssumedRole',
  'IAMUser',
  'Root',
  'AWSService',
  'AWSAccount',
  'FederatedUser',
  'SAMLUser',
];
const identity = fc.oneof(
  anything,
  fc.tuple(anything, fc.constantFrom(...types)).map(([rest, type]) => ({ ...rest, type })),
);

const record = fc
  .tuple(anything, fc.constantFrom(...knownCalls()), fc.oneof(anything, fc.jsonValue()), identity)
  .map(([rest, call, requestParameters, userIdentity]) => {
    const [source, eventName] = call.split(':');
    return {
      ...rest,
      eventSource: `${source}.amazonaws.com`,
      eventName,
      requestParameters,
      responseElements: requestParameters,
      userIdentity,
    };
  });

describe('whatever a record holds', () => {
  it.each([
    ['a call that is known', record],
    ['anything at all', anything],
  ])('it is understood without an error: %s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (event) => {
        expect(typeof actorKeyOf(event)).toBe('string');
        expect(typeof accountOf(event)).toBe('string');
        expect(typeof actorOf(event).name).toBe('string');
        expect(resourceClassOf(event)).toContain(':');
        expect(changesOf(event, settings).length).toBeGreaterThan(0);
        expect(JSON.stringify(effectsOf(event, settings))).toContain('[');
        expect(JSON.stringify(deriveFields(event, settings))).toContain('cairn');
      }),
      { numRuns: 600 },
    );
  });

  it('a policy is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.string(), fc.jsonValue()), (source) => {
        const statements = readPolicy(source);
        if (statements !== undefined) expect(grants(statements)).toBeDefined();
      }),
    );
  });

  it('a user agent has a family', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (agent) => {
        expect(userAgentFamilyOf(agent).length).toBeGreaterThan(0);
      }),
    );
  });
});
