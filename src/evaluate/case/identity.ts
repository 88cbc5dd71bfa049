import { InvalidInputError } from '#src/model/errors.ts';
import { letters } from './letters.ts';

/** Who calls, as a record says it. */
export interface Identity {
  readonly userIdentity: Readonly<Record<string, unknown>>;
  /** Where it lives; undefined for AWS services and callers without credentials. */
  readonly account: string | undefined;
  /** An AWS service calls from its own name. */
  readonly service?: string;
}

export interface IdentityTerms {
  /** The account of the case. */
  readonly account: string;
  /** Ids by name. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly mfa: boolean;
  /** Signed in to the console: the key is a temporary one. */
  readonly isConsole: boolean;
  /** When the session began, ISO 8601. */
  readonly since: string;
  readonly key: string | undefined;
}

/**
 * `root`, `user ann`, `role Deploy/session`, `sso AdministratorAccess/ann@example.com`, `service ec2.amazonaws.com`,
 * `linked AWSServiceRoleForX/session`, `saml ann@example.com`, `oidc repo:example/app:ref:refs/heads/main`,
 * `federated name`, `stranger AROA…:session`, `directory ann@example.com`, `anonymous`; each may end in ` in <account>`.
 */
export function identityOf(text: string, terms: IdentityTerms): Identity {
  const [, spec = text, place] = /^(.*?)(?: in (\S+))?$/s.exec(text) ?? [];
  const account = accountIn(place, terms);
  const [, kind = '', name = ''] = /^(\S+)(?: (.*))?$/s.exec(spec) ?? [];
  const build = builders[kind];
  if (build === undefined) throw new InvalidInputError(`“${text}” is nobody that a case can name`);
  return build(name, account, terms);
}

function accountIn(place: string | undefined, { account, accounts }: IdentityTerms): string {
  return place === undefined ? account : (accounts[place] ?? place);
}

type Build = (name: string, account: string, terms: IdentityTerms) => Identity;

const builders: Readonly<Record<string, Build>> = {
  root: rootOf,
  user: userOf,
  role: (name, account, terms) => sessionOf(name, '', account, terms),
  linked: (name, account, terms) => sessionOf(name, 'aws-service-role/', account, terms),
  sso: (name, account, terms) => {
    const [set = '', person = ''] = halves(name);
    const role = `AWSReservedSSO_${set}_${letters(set + account, 16).toLowerCase()}`;
    return sessionOf(`${role}/${person}`, 'aws-reserved/sso.amazonaws.com/', account, terms);
  },
  service: (name) => ({
    userIdentity: { type: 'AWSService', invokedBy: name },
    account: undefined,
    service: name,
  }),
  saml: (name, account) => ({
    userIdentity: {
      type: 'SAMLUser',
      principalId: `${letters(name, 20)}:${name}`,
      userName: name,
      identityProvider: `${letters('idp', 20)}`,
    },
    account,
  }),
  oidc: (name, account) => ({
    userIdentity: {
      type: 'WebIdentityUser',
      principalId: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:${name}`,
      userName: name,
      identityProvider: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
    },
    account,
  }),
  federated: federatedOf,
  stranger: (name, account) => ({
    userIdentity: { type: 'AWSAccount', principalId: name, accountId: account },
    account,
  }),
  directory: (name, account) => ({
    userIdentity: {
      type: 'IdentityCenterUser',
      accountId: account,
      onBehalfOf: {
        userId: `90671cd8-${name}`,
        identityStoreArn: `arn:aws:identitystore::${account}:identitystore/d-9067012345`,
      },
      credentialId: letters(name, 24).toLowerCase(),
    },
    account,
  }),
  anonymous: () => ({
    userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'anonymous' },
    account: undefined,
  }),
};

function rootOf(_name: string, account: string, terms: IdentityTerms): Identity {
  const userIdentity = {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    accessKeyId: terms.key ?? temporaryKey(`root ${account}`),
    sessionContext: { attributes: attributesOf(terms) },
  };
  return { userIdentity, account };
}

function userOf(name: string, account: string, terms: IdentityTerms): Identity {
  const own = `${account} ${name}`;
  const session = terms.isConsole || terms.mfa;
  const userIdentity = {
    type: 'IAMUser',
    principalId: `AIDA${letters(own, 17)}`,
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: terms.key ?? (session ? temporaryKey(own) : longLivedKey(name, account)),
    userName: name,
    ...(session && { sessionContext: { attributes: attributesOf(terms) } }),
  };
  return { userIdentity, account };
}

function sessionOf(name: string, path: string, account: string, terms: IdentityTerms): Identity {
  const [role = '', session = ''] = halves(name);
  const roleId = `AROA${letters(`${account} ${role}`, 17)}`;
  const userIdentity = {
    type: 'AssumedRole',
    principalId: `${roleId}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: terms.key ?? sessionKey(name, account),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: roleId,
        arn: `arn:aws:iam::${account}:role/${path}${role}`,
        accountId: account,
        userName: role,
      },
      attributes: attributesOf(terms),
    },
  };
  return { userIdentity, account };
}

function federatedOf(name: string, account: string, terms: IdentityTerms): Identity {
  const [user = '', label = ''] = halves(name);
  const userIdentity = {
    type: 'FederatedUser',
    principalId: `${account}:${label}`,
    arn: `arn:aws:sts::${account}:federated-user/${label}`,
    accountId: account,
    accessKeyId: terms.key ?? temporaryKey(`federated ${name}`),
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: `AIDA${letters(`${account} ${user}`, 17)}`,
        arn: `arn:aws:iam::${account}:user/${user}`,
        accountId: account,
        userName: user,
      },
      attributes: attributesOf(terms),
    },
  };
  return { userIdentity, account };
}

function attributesOf({ since, mfa }: IdentityTerms) {
  return { creationDate: since, mfaAuthenticated: String(mfa) };
}

/** The first slash parts a role from its session's name, which may hold more of them. */
function halves(name: string): readonly string[] {
  const slash = name.indexOf('/');
  return slash === -1 ? [name, ''] : [name.slice(0, slash), name.slice(slash + 1)];
}

function longLivedKey(user: string, account: string): string {
  return `AKIA${letters(`key ${account} ${user}`, 16)}`;
}

/** A session has one key, so that the call that opened it can be found. */
function sessionKey(name: string, account: string): string {
  return temporaryKey(`${account} ${name}`);
}

function temporaryKey(owner: string): string {
  return `ASIA${letters(`session ${owner}`, 16)}`;
}
