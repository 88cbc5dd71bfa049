import type { RawRecord } from '#src/model/cloud-event.ts';
import { type Bag, bag, text } from '../untyped.ts';
import { accountOfAccessKey } from './access-key.ts';
import { accountInArn, lastSegment, roleOfSession, withoutPath } from './arn.ts';

const longestPerson = 256;

/** The account whose trail delivered the record, else the account of the identity, else ''. */
export function accountOf(record: RawRecord): string {
  const recipient = record['recipientAccountId'];
  if (typeof recipient === 'string' && recipient !== '') return recipient;
  return accountOfIdentity(bag(record['userIdentity']));
}

/** The account that the identity belongs to: named, else read from its ARN, else decoded from its access key; else ''. */
export function accountOfIdentity(identity: Bag): string {
  return (
    text(identity['accountId']) ||
    accountInArn(text(identity['arn'])) ||
    text(issuerOf(identity)['accountId']) ||
    accountOfAccessKey(text(identity['accessKeyId'])) ||
    ''
  );
}

/**
 * One key for one actor over all its sessions. Roles are written without their path, for a session ARN does not hold it;
 * `#` sets the person behind a shared role apart. Never the session ARN, which is new each time.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function actorKeyOf(record: RawRecord): string {
  const identity = bag(record['userIdentity']);
  switch (identity['type']) {
    case 'AssumedRole':
      return roleKey(identity);
    case 'IAMUser':
      return userKey(identity);
    case 'Root':
      return rootKey(identity);
    case 'AWSService':
      return serviceKey(record, identity);
    case 'AWSAccount':
      return accountKey(identity);
    case 'FederatedUser':
      return withoutPath(text(issuerOf(identity)['arn'])) || otherKey(record, identity);
    case 'SAMLUser':
      return federatedKey('saml', identity);
    case 'WebIdentityUser':
      return federatedKey('oidc', identity);
    case 'IdentityCenterUser':
      return identityCenterKey(identity) || otherKey(record, identity);
    default:
      return otherKey(record, identity);
  }
}

/** The person behind a role session, '' when the session is not known to be one person's. */
export function personOf(identity: Bag): string {
  const context = bag(identity['sessionContext']);
  const source = text(context['sourceIdentity']);
  if (source !== '') return source.slice(0, longestPerson);
  const session = sessionNameOf(identity);
  const isPerson = isSsoRole(roleArnOf(identity)) || looksLikeMail(session);
  return (isPerson ? session : text(bag(identity['onBehalfOf'])['userId'])).slice(0, longestPerson);
}

/** ARN of the role of a session without its path; '' when the record does not say. */
export function roleArnOf(identity: Bag): string {
  const issuer = text(issuerOf(identity)['arn']);
  if (issuer !== '') return withoutPath(issuer);
  return roleOfSession(text(identity['arn'])) ?? '';
}

export function issuerOf(identity: Bag): Bag {
  return bag(bag(identity['sessionContext'])['sessionIssuer']);
}

/** `AROA…:session` → `session`, also from the session ARN. */
export function sessionNameOf(identity: Bag): string {
  const arn = text(identity['arn']);
  if (arn.includes(':assumed-role/')) return lastSegment(arn);
  const principal = text(identity['principalId']);
  const colon = principal.indexOf(':');
  return colon === -1 ? '' : principal.slice(colon + 1);
}

export function isSsoRole(roleArn: string): boolean {
  return roleArn.includes('/AWSReservedSSO_');
}

/** `x@y.z`: session names allow no more than this, so no full address grammar is needed. */
function looksLikeMail(name: string): boolean {
  const at = name.indexOf('@');
  return at > 0 && name.indexOf('.', at) > at + 1;
}

function roleKey(identity: Bag): string {
  const role = roleArnOf(identity);
  const person = personOf(identity);
  if (role === '') return unnamedPrincipal(identity);
  return person === '' ? role : `${role}#${person}`;
}

function userKey(identity: Bag): string {
  const arn = text(identity['arn']);
  if (arn !== '') return withoutPath(arn);
  const user = text(identity['userName']);
  if (user === '') return unnamedPrincipal(identity);
  return `arn:aws:iam::${accountOfIdentity(identity)}:user/${user}`;
}

function rootKey(identity: Bag): string {
  const arn = text(identity['arn']);
  if (arn.endsWith(':root')) return arn;
  return `arn:aws:iam::${accountOfIdentity(identity)}:root`;
}

function serviceKey(record: RawRecord, identity: Bag): string {
  return text(identity['invokedBy']) || text(record['sourceIPAddress']) || 'aws-service';
}

/** Somebody of another account, of whom a resource's owner sees the id alone. */
function accountKey(identity: Bag): string {
  if (isAnonymous(identity)) return 'anonymous';
  return unnamedPrincipal(identity);
}

export function isAnonymous(identity: Bag): boolean {
  const principal = identity['principalId'];
  return (
    principal === 'ANONYMOUS_PRINCIPAL' ||
    principal === 'Anonymous' ||
    identity['accountId'] === 'ANONYMOUS_PRINCIPAL' ||
    identity['accountId'] === 'anonymous'
  );
}

function unnamedPrincipal(identity: Bag): string {
  const account = accountOfIdentity(identity);
  const principal = text(identity['principalId']);
  const colon = principal.indexOf(':');
  if (colon === -1) return `account:${account}:${principal || 'unknown'}`;
  const session = principal.slice(colon + 1);
  const person = looksLikeMail(session) ? `#${session.slice(0, longestPerson)}` : '';
  return `account:${account}:${principal.slice(0, colon)}${person}`;
}

function federatedKey(kind: 'saml' | 'oidc', identity: Bag): string {
  const provider = text(identity['identityProvider']);
  const who = text(identity['userName']) || text(identity['principalId']);
  return `${kind}:${provider}:${who}`;
}

function identityCenterKey(identity: Bag): string {
  const { userId, identityStoreArn } = bag(identity['onBehalfOf']);
  if (typeof userId !== 'string' || userId === '') return '';
  return `${text(identityStoreArn)}/user/${userId}`;
}

/** Types that are new, rare or absent: the most stable thing that the record names. */
function otherKey(record: RawRecord, identity: Bag): string {
  if (isAnonymous(identity)) return 'anonymous';
  const arn = text(identity['arn']);
  if (arn !== '') return roleOfSession(arn) === undefined ? withoutPath(arn) : roleKey(identity);
  const service = text(identity['invokedBy']);
  if (service !== '') return service;
  const user = text(identity['userName']);
  if (user !== '') return `user:${accountOf(record)}:${user}`;
  if (text(identity['principalId']) !== '') return unnamedPrincipal(identity);
  const credential = text(identity['credentialId']);
  return credential === '' ? `unknown:${accountOf(record)}` : `credential:${credential}`;
}
