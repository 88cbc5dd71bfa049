import { accountOfPrincipal, isAccountId } from '../actor/arn.ts';
import { accountsIn, isNarrowed, weakens } from './conditions.ts';
import type { Statement } from './document.ts';
import { escalationActions, resourceProbe } from './escalation.ts';
import { globMatches } from './glob.ts';

/** What a policy gives, for better or worse. */
export interface Grants {
  /** Everything on everything, or all of IAM, which is one call away from it. */
  readonly adminEquivalent: boolean;
  /** Actions that lead to more rights and are allowed on all resources, written `iam:PassRole`. */
  readonly escalation: readonly string[];
  /** Anyone at all, in any account or none. */
  readonly public: boolean;
  /** Accounts named as principals, or by a condition on a statement for everyone. */
  readonly accounts: readonly string[];
  readonly federated: readonly string[];
  readonly services: readonly string[];
}

export function grants(statements: readonly Statement[]): Grants {
  const allowed = statements.filter(({ effect }) => effect === 'Allow');
  const denied = statements.filter(
    ({ effect, conditions }) => effect === 'Deny' && conditions.length === 0,
  );
  const can = (action: string): boolean => allows(allowed, action) && !allows(denied, action);
  return {
    adminEquivalent: adminProbes.every(can),
    escalation: escalationActions.filter(can),
    public: allowed.some(isForAnyone),
    accounts: unique(allowed.flatMap(accountsOf)),
    federated: unique(allowed.flatMap(({ principals }) => principals.federated)),
    services: unique(allowed.flatMap(({ principals }) => principals.services)),
  };
}

/** Who holds all three on all resources can give itself the rest. */
const adminProbes = [
  'iam:AttachUserPolicy',
  'iam:PutRolePolicy',
  'iam:SomeActionThatIsNotInAnyList',
];

function allows(statements: readonly Statement[], action: string): boolean {
  const lower = action.toLowerCase();
  const resource = resourceProbe(action);
  return statements.some(
    (statement) =>
      coversAction(statement, lower) &&
      coversResource(statement, resource) &&
      !statement.conditions.some(weakens),
  );
}

function coversAction({ actions, notActions }: Statement, action: string): boolean {
  if (notActions.length > 0) return !notActions.some((pattern) => globMatches(pattern, action));
  return actions.some((pattern) => globMatches(pattern, action));
}

function coversResource({ resources, notResources }: Statement, resource: string): boolean {
  if (notResources.length > 0) {
    return !notResources.some((pattern) => globMatches(anyAccount(pattern), resource));
  }
  return resources.some((pattern) => globMatches(anyAccount(pattern), resource));
}

/** All roles of one account are all roles that matter to the one who gets the policy. */
function anyAccount(pattern: string): string {
  const fields = pattern.split(':');
  if (fields.length < 6 || !isAccountId(fields[4] ?? '')) return pattern;
  return fields.with(4, '*').join(':');
}

function isForAnyone({ principals, conditions }: Statement): boolean {
  return (principals.everyone || principals.exceptSome) && !isNarrowed(conditions);
}

function accountsOf({ principals, conditions }: Statement): readonly string[] {
  if (principals.exceptSome) return [];
  const named = principals.aws.map(accountOfPrincipal).filter((account) => account !== '');
  return principals.everyone ? [...named, ...accountsIn(conditions)] : named;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
