import type { ChainHop } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import {
  accountOfIdentity,
  actorKeyOf,
  isSsoRole,
  issuerOf,
  roleArnOf,
  sessionNameOf,
} from '#src/normalize/actor/actor-key.ts';
import { accountInArn, lastSegment, roleOfSession } from '#src/normalize/actor/arn.ts';
import { timeOf } from '#src/normalize/event-time.ts';
import { type Bag, bag, text } from '#src/normalize/untyped.ts';
import type { Assumption } from '../history.ts';

/** One identity on the way back to the first one. */
export interface Identity {
  readonly name: string;
  readonly principal: string;
  readonly account: string;
  /** '' where the events do not say. */
  readonly accessKey: string;
  /** ARN of the role session; '' for identities that are not sessions of a role. */
  readonly sessionArn: string;
  /** True when its keys are those of the console, which gets new ones at will. */
  readonly isConsole: boolean;
  /** When AWS says that the session began, milliseconds since 1970; 0 where it does not say. */
  readonly began: number;
  /** Whether another identity must have made this one, may have, or cannot have. */
  readonly origin: 'assumed' | 'perhaps-session-token' | 'first' | 'hidden';
  /** For an assumed one: who it must have been when no event tells, because only AWS itself can write this. */
  readonly knownOrigin?: Omit<ChainHop, 'how'>;
}

export function identityOfRecord(record: RawRecord): Identity {
  const identity = bag(record['userIdentity']);
  const type = text(identity['type']);
  const arn = text(identity['arn']);
  const base = {
    principal: arn || principalOf(record, identity),
    account: accountOfIdentity(identity),
    accessKey: text(identity['accessKeyId']),
    sessionArn: '',
    isConsole: String(record['sessionCredentialFromConsole']) === 'true',
    began: timeOf(text(bag(bag(identity['sessionContext'])['attributes'])['creationDate'])),
  };
  if (type === 'AssumedRole' || roleOfSession(arn) !== undefined)
    return sessionIdentity(identity, base);
  if (type === 'Root') {
    const isAssumed = String(bag(identity['sessionContext'])['assumedRoot']) === 'true';
    return { ...base, name: 'root', origin: isAssumed ? 'assumed' : 'first' };
  }
  if (type === 'FederatedUser')
    return { ...base, name: lastSegment(arn) || 'federated user', ...madeByUser(identity) };
  if (type === 'AWSAccount') return { ...base, name: `account ${base.account}`, origin: 'hidden' };
  const name = text(identity['userName']) || lastSegment(base.principal);
  return { ...base, name, origin: originOfKey(base.accessKey) };
}

/** A federated session names the user who took its token, whether or not the call is in the history. */
function madeByUser(identity: Bag): Pick<Identity, 'origin' | 'knownOrigin'> {
  const principal = text(issuerOf(identity)['arn']);
  if (principal === '') return { origin: 'assumed' };
  const account = accountInArn(principal);
  const name = principal.endsWith(':root') ? 'root' : lastSegment(principal);
  return { origin: 'assumed', knownOrigin: { name, principal, account } };
}

/** A sign-in that failed names the user and no ARN. */
function principalOf(record: RawRecord, identity: Bag): string {
  const key = actorKeyOf(record);
  if (key.startsWith('arn:')) return key;
  return text(identity['principalId']) || text(identity['invokedBy']) || 'unknown';
}

export function identityOfCaller(from: Assumption): Identity {
  const { callerArn, callerActor, callerKey } = from;
  const principal = callerArn || callerActor || 'unknown';
  const account = accountInArn(callerArn) || accountOfKey(callerActor);
  const base = {
    principal,
    account,
    accessKey: callerKey,
    sessionArn: '',
    isConsole: false,
    began: 0,
  };
  if (roleOfSession(callerArn) !== undefined) return sessionOfArn(callerArn, base);
  if (callerArn !== '') {
    const name = callerArn.endsWith(':root') ? 'root' : lastSegment(callerArn);
    return { ...base, name, origin: originOfKey(callerKey) };
  }
  if (callerActor.startsWith('account:'))
    return { ...base, name: `account ${account || 'unknown'}`, origin: 'hidden' };
  const federated = federatedName.exec(callerActor)?.[1];
  if (federated !== undefined)
    return { ...base, name: federated, principal: federated, origin: 'first' };
  const name = lastSegment(callerActor);
  const isKnown = callerActor !== '' && !callerActor.startsWith('unknown:');
  return { ...base, name: name || 'unknown', origin: isKnown ? 'first' : 'hidden' };
}

/** Actor keys of federated people: kind, provider (an ARN, an address or a bare name), and who they are there. */
const federatedName = /^(?:saml|oidc):(?:arn:(?:[^:]*:){4}[^:]+|https?:[^:]*|[^:]*):(.+)$/s;

/** A temporary key of a user can come from GetSessionToken; a lasting one, or none, is the user's own. */
function originOfKey(accessKey: string): Identity['origin'] {
  return accessKey.startsWith('ASIA') ? 'perhaps-session-token' : 'first';
}

function accountOfKey(actorKey: string): string {
  return /^account:(\d{12}):/.exec(actorKey)?.[1] ?? accountInArn(actorKey);
}

type Base = Omit<Identity, 'name' | 'origin' | 'knownOrigin'>;

function sessionIdentity(identity: Bag, base: Base): Identity {
  const role = roleArnOf(identity);
  const session = sessionNameOf(identity);
  const sessionArn = text(identity['arn']);
  const origin = originInContext(identity, session) ?? originInNames(role, session, base.account);
  const name = lastSegment(role) || session || 'unknown role';
  const known = origin === undefined ? {} : { knownOrigin: origin };
  return { ...base, sessionArn, name, origin: 'assumed', ...known };
}

function sessionOfArn(arn: string, base: Base): Identity {
  const role = roleOfSession(arn) ?? '';
  const origin = originInNames(role, lastSegment(arn), base.account);
  const known = origin === undefined ? {} : { knownOrigin: origin };
  return { ...base, sessionArn: arn, name: lastSegment(role), origin: 'assumed', ...known };
}

/** What AWS itself writes about a session that one of its services delivered. */
function originInContext(identity: Bag, session: string): Identity['knownOrigin'] {
  const context = bag(identity['sessionContext']);
  const account = accountOfIdentity(identity);
  const { issuerType, credentialsIssuedTo } = bag(identity['inScopeOf']);
  if (text(credentialsIssuedTo) !== '') {
    const principal = text(credentialsIssuedTo);
    return { name: deliveredTo(text(issuerType), principal), principal, account };
  }
  if (text(context['ec2RoleDelivery']) !== '')
    return { name: `EC2 instance ${session}`, principal: 'ec2.amazonaws.com', account };
  if (text(issuerOf(identity)['arn']).includes(':role/aws-service-role/')) {
    const service = text(issuerOf(identity)['arn']).split('/')[2] ?? 'aws-service';
    return { name: service, principal: service, account };
  }
  return undefined;
}

/** `AWS::Lambda::Function` and its ARN → `Lambda function my-function`. */
function deliveredTo(issuerType: string, principal: string): string {
  const [, service = '', kind = ''] = /^AWS::(\w+)::(\w+)$/.exec(issuerType) ?? [];
  const name = principal.slice(
    Math.max(principal.lastIndexOf('/'), principal.lastIndexOf(':')) + 1,
  );
  return [service, kind.toLowerCase(), name].filter((word) => word !== '').join(' ');
}

/** Only Identity Center makes sessions of its roles, and names them after the person. */
function originInNames(role: string, session: string, account: string): Identity['knownOrigin'] {
  if (isSsoRole(role)) return { name: session, principal: session, account };
  return undefined;
}
