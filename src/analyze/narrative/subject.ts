import type { Alert } from '#src/model/alert.ts';
import { lastSegment } from '#src/normalize/actor/arn.ts';
import { plain } from './plain.ts';

export interface NamedAccount {
  readonly id: string;
  readonly name?: string | undefined;
}

/** `account 111122223333 (prod-payments)` */
export function accountPhrase({ id, name }: NamedAccount): string {
  const shown = id === '' ? 'an unknown account' : `account ${plain(id, 40)}`;
  return name === undefined ? shown : `${shown} (${plain(name)})`;
}

/** Who acted, as the subject of a sentence. */
export function subjectOf(
  { actor }: Pick<Alert, 'actor'>,
  nameOf: (account: string) => string | undefined,
): string {
  const account = actor.account ?? '';
  const where = accountPhrase({ id: account, name: nameOf(account) });
  const name = plain(actor.name) || 'unnamed';
  switch (actor.kind) {
    case 'root':
      return `Root user of ${where}`;
    case 'iam-user':
      return `IAM user ${name} of ${where}`;
    case 'sso':
      return `Identity Center user ${name} of ${where}`;
    case 'saml':
      return `SAML user ${name} of ${where}`;
    case 'oidc':
      return `Web identity ${name} of ${where}`;
    case 'aws-service':
    case 'service-linked':
      return `AWS service ${name}`;
    case 'account':
      return callerOf(actor.chain) ?? `A principal of ${where}`;
    case 'anonymous':
      return 'Somebody without credentials';
    case 'role':
      return `Role ${name} of ${where}`;
    case 'unknown':
      return `An unknown actor${account === '' ? '' : ` of ${where}`}`;
  }
}

/** The other copy of a call into this account may name the caller, of whom this account's copy holds an id alone. */
function callerOf(chain: Alert['actor']['chain']): string | undefined {
  const caller = chain.at(-1);
  if (caller === undefined || !caller.principal.startsWith('arn:')) return undefined;
  const what = caller.principal.includes(':user/') ? 'IAM user' : 'Role';
  const where = accountPhrase({ id: caller.account ?? '' });
  return `${what} ${roleName(plain(lastSegment(caller.name)))} of ${where}`;
}

/** ` (first identity: IAM user ann of account 444455556666)` when that is another one than the actor; '' when it is not. */
export function originPhrase(
  { actor }: Pick<Alert, 'actor'>,
  detail: 'whole' | 'first' | 'none',
): string {
  if (detail === 'none') return '';
  const [first] = actor.chain;
  const last = actor.chain.at(-1);
  if (first === undefined || last === undefined || actor.chain.length < 2) return '';
  const name = plain(first.name);
  const isSame = first.principal === last.principal || isNamedIn(plain(actor.name), name);
  if (isSame || name === '') return '';
  const account =
    first.account === undefined || first.account === last.account
      ? ''
      : ` of account ${plain(first.account, 40)}`;
  const what = /:user\//.test(first.principal) ? `IAM user ${name}` : name;
  const through = actor.chain.slice(1, -1).map((hop) => roleName(plain(lastSegment(hop.name))));
  const via = through.length === 0 || detail === 'first' ? '' : ` through ${through.join(', ')}`;
  return ` (first identity: ${what}${account}${via})`;
}

/** Sessions are often named after who is in them: `operations (gita)` needs no gita@example.com beside it. */
function isNamedIn(actor: string, name: string): boolean {
  const [person = name] = name.split('@');
  const machine = name.slice(name.lastIndexOf(' ') + 1);
  return actor.includes(name) || [person, machine].some((part) => actor.endsWith(`(${part})`));
}

/** Roles of Identity Center bear the name of a permission set between two parts that say nothing. */
function roleName(name: string): string {
  return name.replace(/^AWSReservedSSO_(.+)_[0-9a-f]{16}$/, 'permission set $1');
}
