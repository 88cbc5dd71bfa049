import { isAccountId } from '../actor/arn.ts';
import type { Condition } from './document.ts';

/**
 * Keys that tie a statement for everyone to known callers, networks or sources, and that every request carries or fails
 * without. After the list that S3 uses to tell public policies from others.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const narrowing: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourcevpcarn',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpcsourceip',
  'aws:sourceip',
  'aws:userid',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'elasticfilesystem:accessedviamounttarget',
]);

/** Keys that make a permission no weaker: who holds it can meet them. */
const harmless: ReadonlySet<string> = new Set([
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
  'aws:securetransport',
  'aws:requestedregion',
  'aws:sourceip',
  'aws:currenttime',
  'aws:epochtime',
  'aws:useragent',
  'aws:referer',
  'aws:tokenissuetime',
]);

const accountKeys: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:principalaccount',
  'aws:principalarn',
  'kms:calleraccount',
]);

/** Negated operators, `…IfExists` and `ForAllValues` are also met by a request that lacks the key. */
const positive =
  /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress|Bool)$/i;

/** Whether a statement for everyone is in truth for some: one condition is enough, for all must hold. */
export function isNarrowed(conditions: readonly Condition[]): boolean {
  return conditions.some(narrows);
}

export function weakens(condition: Condition): boolean {
  return !harmless.has(condition.key);
}

/** Accounts that a condition lets in. */
export function accountsIn(conditions: readonly Condition[]): readonly string[] {
  return conditions
    .filter((condition) => accountKeys.has(condition.key) && narrows(condition))
    .flatMap(({ values }) => values.map((value) => value.split(':')[4] ?? value))
    .filter(isAccountId);
}

function narrows({ operator, key, values }: Condition): boolean {
  if (!narrowing.has(key) || !positive.test(operator) || values.length === 0) return false;
  if (key === 'aws:sourceip' || key === 'aws:vpcsourceip') return values.every(isSmallNetwork);
  if (key === 'aws:principalisawsservice') return values.every((value) => value === 'true');
  return values.every(isSpecific);
}

/** Half of the world in two statements is still the world; /8 is the largest block that anybody was ever given. */
function isSmallNetwork(cidr: string): boolean {
  const [address = '', bits] = cidr.split('/');
  const prefix = bits === undefined ? 128 : Number(bits);
  return prefix >= (address.includes(':') ? 16 : 8);
}

/** Free of wildcards, or with enough fixed text before the first: an account in an ARN, an id such as `AROA…:*`. */
function isSpecific(value: string): boolean {
  const wildcard = value.search(/[*?]/);
  if (wildcard === -1) return value !== '';
  const fixed = value.slice(0, wildcard);
  if (!value.startsWith('arn:')) return fixed.length >= 12;
  const fields = fixed.split(':');
  return isAccountId(fields[4] ?? '') || (fields[5]?.length ?? 0) >= 3;
}
