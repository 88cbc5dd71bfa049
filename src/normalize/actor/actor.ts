import type { Actor, ActorKind } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { type Bag, bag, text } from '../untyped.ts';
import { classOf, type IdentitySettings } from './actor-class.ts';
import {
  accountOfIdentity,
  actorKeyOf,
  isAnonymous,
  isSsoRole,
  issuerOf,
  personOf,
  roleArnOf,
  sessionNameOf,
} from './actor-key.ts';
import { isAccountId, lastSegment } from './arn.ts';

/** Who really acted, from one record alone. */
export function actorOf(record: RawRecord, settings: IdentitySettings = {}): Actor {
  const identity = bag(record['userIdentity']);
  const account = accountOfActor(identity);
  const kind = kindOf(identity);
  const recipient = text(record['recipientAccountId']);
  const key = actorKeyOf(record);
  const name = nameOf(identity, kind, key);
  return {
    key,
    kind,
    class: classOf(record, { kind, key, name }, settings),
    name,
    ...(account === '' ? {} : { account }),
    crossAccount: isAccountId(account) && isAccountId(recipient) && account !== recipient,
  };
}

/** The account that the principal lives in, which for a session is its role's. */
function accountOfActor(identity: Bag): string {
  const account = text(issuerOf(identity)['accountId']) || accountOfIdentity(identity);
  return isAccountId(account) ? account : '';
}

const kinds: ReadonlyMap<unknown, ActorKind> = new Map<unknown, ActorKind>([
  ['Root', 'root'],
  ['IAMUser', 'iam-user'],
  ['FederatedUser', 'iam-user'],
  ['SAMLUser', 'saml'],
  ['WebIdentityUser', 'oidc'],
  ['IdentityCenterUser', 'sso'],
  ['AWSService', 'aws-service'],
  ['AWSAccount', 'account'],
  ['Role', 'role'],
]);

function kindOf(identity: Bag): ActorKind {
  if (isAnonymous(identity)) return 'anonymous';
  if (identity['type'] === 'AssumedRole') return kindOfRole(identity);
  const kind = kinds.get(identity['type']);
  // A root user's GetFederationToken gives a session whose issuer is the root.
  if (identity['type'] === 'FederatedUser' && issuerOf(identity)['type'] === 'Root') return 'root';
  return kind ?? kindOfUntyped(identity);
}

function kindOfRole(identity: Bag): ActorKind {
  const role = roleArnOf(identity);
  if (isServiceLinked(text(issuerOf(identity)['arn']), role)) return 'service-linked';
  if (isSsoRole(role)) return 'sso';
  // A session does not say that it came from SAML; the event that made it does, and the role chain finds that.
  return isWebIdentity(identity) ? 'oidc' : 'role';
}

/** Only AWS can make a role in this path; the name alone is trusted where the record holds no more. */
function isServiceLinked(issuer: string, role: string): boolean {
  if (issuer !== '') return issuer.includes(':role/aws-service-role/');
  return role.includes('/AWSServiceRoleFor');
}

function isWebIdentity(identity: Bag): boolean {
  const web = bag(bag(identity['sessionContext'])['webIdFederationData']);
  return text(web['federatedProvider']) !== '';
}

function kindOfUntyped(identity: Bag): ActorKind {
  const arn = text(identity['arn']);
  if (arn.includes(':assumed-role/')) return kindOfRole(identity);
  if (arn.endsWith(':root')) return 'root';
  if (arn.includes(':user/')) return 'iam-user';
  if (arn.includes(':role/')) return 'role';
  return text(identity['invokedBy']) === '' ? 'unknown' : 'aws-service';
}

/** What a person would call the actor: the person where one is known, else `Role (session)`, user or service. */
function nameOf(identity: Bag, kind: ActorKind, key: string): string {
  if (kind === 'root') return 'root';
  if (kind === 'anonymous') return 'anonymous';
  if (kind === 'account') return nameOfForeigner(identity, key);
  const role = lastSegment(roleArnOf(identity));
  if (role !== '') return nameOfSession(identity, kind, role);
  const federated = text(identity['userName']) || text(issuerOf(identity)['userName']);
  return federated || nameOfKey(key);
}

/** The id alone is known of somebody from another account, and the name of the session where it is a person's. */
function nameOfForeigner(identity: Bag, key: string): string {
  const person = key.split('#')[1];
  const account = `account ${accountOfActor(identity) || 'unknown'}`;
  return person === undefined ? account : `${person} (${account})`;
}

function nameOfSession(identity: Bag, kind: ActorKind, role: string): string {
  const person = personOf(identity);
  if (kind === 'sso' && person !== '') return person;
  const session = person || sessionNameOf(identity);
  return session === '' || session === role ? role : `${role} (${session})`;
}

function nameOfKey(key: string): string {
  return key.startsWith('arn:') || key.includes('/user/') ? lastSegment(key) : key;
}
