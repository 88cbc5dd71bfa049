import type { Account } from './organization.ts';

export type Json = Record<string, unknown>;

/** Somebody with credentials, at a place, with a tool: what a record says about who called. */
export interface Caller {
  readonly identity: Json;
  /** `Actor.key`: the same over all sessions. */
  readonly key: string;
  readonly account: string;
  readonly accessKey: string;
  readonly address: string;
  readonly agent: string;
  /** ARNs or names from the first identity to this one. */
  readonly chain: readonly string[];
  /** The call came through the console with this session's credentials. */
  readonly console?: boolean;
  /** Calls go through this VPC endpoint. */
  readonly endpoint?: string;
}

export interface Role {
  readonly account: string;
  readonly name: string;
  /** `/` or `/team/`. */
  readonly path: string;
  /** AROA… */
  readonly id: string;
}

export interface Session {
  readonly role: Role;
  readonly name: string;
  readonly accessKey: string;
  /** ISO 8601. */
  readonly since: string;
  readonly mfa?: boolean;
  /** More members of sessionContext, such as ec2RoleDelivery. */
  readonly context?: Json;
  /** The session name is a person's. */
  readonly person?: boolean;
}

type Place = Pick<Caller, 'address' | 'agent'> & Partial<Pick<Caller, 'console' | 'endpoint'>>;

export function roleArn(role: Role): string {
  return `arn:aws:iam::${role.account}:role${role.path}${role.name}`;
}

export function sessionArn(role: Role, session: string): string {
  return `arn:aws:sts::${role.account}:assumed-role/${role.name}/${session}`;
}

export function sessionCaller(session: Session, place: Place, before: readonly string[]): Caller {
  const { role, name } = session;
  const arn = sessionArn(role, name);
  const identity = {
    type: 'AssumedRole',
    principalId: `${role.id}:${name}`,
    arn,
    accountId: role.account,
    accessKeyId: session.accessKey,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: role.id,
        arn: roleArn(role),
        accountId: role.account,
        userName: role.name,
      },
      attributes: { creationDate: session.since, mfaAuthenticated: String(session.mfa ?? false) },
      ...session.context,
    },
  };
  const key = `arn:aws:iam::${role.account}:role/${role.name}${session.person === true ? `#${name}` : ''}`;
  const { account } = role;
  return {
    identity,
    key,
    account,
    accessKey: session.accessKey,
    chain: [...before, arn],
    ...place,
  };
}

export interface User {
  readonly account: string;
  readonly name: string;
  /** AIDA… */
  readonly id: string;
}

function userArn(user: Pick<User, 'account' | 'name'>): string {
  return `arn:aws:iam::${user.account}:user/${user.name}`;
}

/** An IAM user with a long-lived key, or in the console when `since` is given. */
export function userCaller(user: User, accessKey: string, place: Place, since?: string): Caller {
  const arn = userArn(user);
  const identity = {
    type: 'IAMUser',
    principalId: user.id,
    arn,
    accountId: user.account,
    accessKeyId: accessKey,
    userName: user.name,
    ...(since !== undefined && {
      sessionContext: { attributes: { creationDate: since, mfaAuthenticated: 'false' } },
    }),
  };
  return { identity, key: arn, account: user.account, accessKey, chain: [arn], ...place };
}

export function rootCaller(
  account: Account,
  accessKey: string,
  place: Place,
  since: string,
): Caller {
  const arn = `arn:aws:iam::${account.id}:root`;
  const identity = {
    type: 'Root',
    principalId: account.id,
    arn,
    accountId: account.id,
    accessKeyId: accessKey,
    sessionContext: { attributes: { creationDate: since, mfaAuthenticated: 'false' } },
  };
  return { identity, key: arn, account: account.id, accessKey, chain: [arn], ...place };
}

export function serviceCaller(service: string, account: string): Caller {
  return {
    identity: { type: 'AWSService', invokedBy: service },
    key: service,
    account,
    accessKey: '',
    address: service,
    agent: service,
    chain: [service],
  };
}

/** The same credentials used from another place or with another tool. */
export function movedTo(caller: Caller, place: Place): Caller {
  return { ...caller, ...place };
}
