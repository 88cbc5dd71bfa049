import type { RawRecord } from '#src/model/cloud-event.ts';
import { plainEventName } from '../event-name.ts';
import { type Bag, bag, list, pick, pickText, text } from '../untyped.ts';

/** What the documents in a request govern: what an identity may do, who may become a role, who may use a resource. */
export type PolicyPurpose = 'identity' | 'trust' | 'resource';

type Find = (request: Bag) => unknown;

const under =
  (...keys: readonly string[]): Find =>
  (request) =>
    pick(request, ...keys);

/** SetTopicAttributes, SetSubscriptionAttributes: a name and a value. */
const attributeCalledPolicy: Find = (request) =>
  /^policy$/i.test(pickText(request, 'attributeName'))
    ? pick(request, 'attributeValue')
    : undefined;

const attributesPolicy: Find = (request) => pick(bag(pick(request, 'attributes')), 'policy');

const identityPolicies: ReadonlyMap<string, Find> = new Map([
  ['CreatePolicy', under('policyDocument')],
  ['CreatePolicyVersion', under('policyDocument')],
  ['PutUserPolicy', under('policyDocument')],
  ['PutRolePolicy', under('policyDocument')],
  ['PutGroupPolicy', under('policyDocument')],
  ['PutInlinePolicyToPermissionSet', under('inlinePolicy')],
  ['GetFederationToken', under('policy')],
]);

const trustPolicies: ReadonlyMap<string, Find> = new Map([
  ['CreateRole', under('assumeRolePolicyDocument')],
  ['UpdateAssumeRolePolicy', under('policyDocument')],
]);

/** Sources whose policies are no grants: limits, session policies, endpoints and APIs that are open by design. */
const notGrants: ReadonlySet<string> = new Set([
  'organizations.amazonaws.com',
  'sts.amazonaws.com',
  'iam.amazonaws.com',
  'ec2.amazonaws.com',
  'sso.amazonaws.com',
  'wafv2.amazonaws.com',
  'autoscaling.amazonaws.com',
  'application-autoscaling.amazonaws.com',
  'apigateway.amazonaws.com',
]);

const resourcePolicyKeys: Find = under(
  'bucketPolicy',
  'policyText',
  'resourcePolicy',
  'policyDocument',
  'accessPolicies',
  'accessPolicy',
  'policyInJson',
  'policy',
);

const writes = /^(?:Put|Set|Create|Update|Add|Attach|Modify)/;

/** The policy document in the request that has this purpose, unread; undefined when the call holds none. */
export function policyInRequest(record: RawRecord, purpose: PolicyPurpose): unknown {
  const request = bag(record['requestParameters']);
  const name = plainEventName(text(record['eventName']));
  if (purpose === 'identity') return identityPolicies.get(name)?.(request);
  if (purpose === 'trust') return trustPolicies.get(name)?.(request);
  if (!writes.test(name) || notGrants.has(text(record['eventSource']))) return undefined;
  return attributesPolicy(request) ?? attributeCalledPolicy(request) ?? resourcePolicyKeys(request);
}

/** ARNs of managed policies that the call gives to somebody. */
export function attachedPolicies(record: RawRecord): readonly string[] {
  const name = text(record['eventName']);
  if (!name.startsWith('Attach')) return [];
  const request = bag(record['requestParameters']);
  const arn = pickText(request, 'policyArn', 'managedPolicyArn');
  return list(arn === '' ? undefined : arn).map(String);
}
