import { accountInArn, isAccountId } from '../../actor/arn.ts';
import { accountsIn, isNarrowed } from '../../policy/conditions.ts';
import type { Condition, Statement } from '../../policy/document.ts';
import { clean, joined } from '../changes/words.ts';
import { externalOf } from '../external.ts';
import type { Opened, Principal } from './effect.ts';

export const everyone: Principal = { name: 'everyone', external: true, public: true };

/** Those whom the Allow statements let in, each once. */
export function principalsOf(call: Opened, statements: readonly Statement[]): readonly Principal[] {
  const all = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => principalsIn(call, statement));
  return [...new Map(all.map((principal) => [principal.name, principal])).values()];
}

function principalsIn(call: Opened, { principals, conditions }: Statement): readonly Principal[] {
  const isForAll = principals.everyone || principals.exceptSome;
  const narrowed = isForAll && isNarrowed(conditions);
  return [
    ...(isForAll && !narrowed ? [everyone] : []),
    ...(narrowed ? narrowedTo(call, conditions) : []),
    ...(principals.exceptSome ? [] : principals.aws.map((name) => awsPrincipal(call, name))),
    ...principals.services.map(known),
    ...principals.federated.map((name) => federated(name, conditions)),
    ...principals.canonicalUsers.map(canonicalUser),
  ];
}

/** A statement for everyone whose condition names accounts is for those; one that names networks or sources, for them. */
function narrowedTo(call: Opened, conditions: readonly Condition[]): readonly Principal[] {
  const accounts = accountsIn(conditions);
  if (accounts.length > 0) return accounts.map((account) => accountPrincipal(call, account));
  return [{ name: 'everyone who meets the conditions', external: false, public: false }];
}

function awsPrincipal(call: Opened, name: string): Principal {
  if (name === '*') return everyone;
  if (isAccountId(name)) return accountPrincipal(call, name);
  const account = accountInArn(name);
  if (account === '') return known(name);
  if (name.endsWith(':root')) return accountPrincipal(call, account);
  return { name: clean(name), account, external: isExternal(call, account), public: false };
}

export function accountPrincipal(call: Opened, account: string): Principal {
  return {
    name: `account ${account}`,
    account,
    external: isExternal(call, account),
    public: false,
  };
}

function isExternal({ record, settings }: Opened, account: string): boolean {
  return externalOf(record, [account], settings).length > 0;
}

/** Somebody or something of one's own account, or a service of AWS. */
export function known(name: string): Principal {
  return { name: clean(name), external: false, public: false };
}

/** The id of an account's root in S3 does not say which account it is. */
function canonicalUser(id: string): Principal {
  return { name: `canonical user ${clean(id)}`, external: true, public: false };
}

/** Providers that sign tokens for whoever has an account there: without a condition on the subject, anyone is let in. */
const sharedProviders =
  /token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|accounts\.google\.com|cognito-identity\.amazonaws\.com/;

function federated(name: string, conditions: readonly Condition[]): Principal {
  const isShared = sharedProviders.test(name);
  const isTied = conditions.some(
    ({ key, values }) => /:(?:sub|aud|amr|repository|oaud)$/.test(key) && values.every(isSome),
  );
  const isTiedToSubject = conditions.some(({ key }) => /:(?:sub|repository)$/.test(key)) && isTied;
  const needsSubject = /github|gitlab|terraform/.test(name);
  const isPublic = isShared && !(needsSubject ? isTiedToSubject : isTied);
  return {
    name: `identity provider ${clean(name)}`,
    external: isPublic,
    public: isPublic,
  };
}

function isSome(value: string): boolean {
  return /[^*?]/.test(value);
}

/** `aws:sourceaccount StringEquals 111122223333`, each once. */
export function conditionWords(statements: readonly Statement[]): readonly string[] {
  const words = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ conditions }) => conditions)
    .map(({ operator, key, values }) =>
      `${clean(key)} ${clean(operator)} ${joined(values.map(clean))}`.trim(),
    );
  return [...new Set(words)];
}

/** Actions that the Allow statements name, as written; `everything but …` for NotAction. */
export function actionsIn(statements: readonly Statement[]): readonly string[] {
  const actions = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => [
      ...statement.actions.map(clean),
      ...(statement.notActions.length > 0
        ? [`everything but ${joined(statement.notActions.map(clean))}`]
        : []),
    ]);
  return [...new Set(actions)];
}
