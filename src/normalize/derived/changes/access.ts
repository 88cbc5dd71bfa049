import { roleArnOf } from '../../actor/actor-key.ts';
import { readPolicy, type Statement } from '../../policy/document.ts';
import { grants } from '../../policy/grants.ts';
import { bag } from '../../untyped.ts';
import { exposureOf } from '../exposure.ts';
import { externalOf } from '../external.ts';
import { passedRoleOf } from '../passed-role.ts';
import { policyInRequest } from '../request-policies.ts';
import { type Act, type Call, fieldText, type ReadActs } from './act.ts';
import { clean, joined } from './words.ts';

/** ` that allows everything`, or which dangerous actions; '' where nothing stands out or nothing could be read. */
export function policyWords(call: Call): string {
  const statements = readPolicy(policyInRequest(call.record, 'identity'));
  if (statements === undefined) return '';
  const { adminEquivalent, escalation } = grants(statements);
  if (adminEquivalent && isEverything(statements)) return ' that allows everything';
  if (adminEquivalent) return ' that gives administrator rights';
  return escalation.length === 0 ? '' : ` that allows ${joined(escalation)} on all resources`;
}

function isEverything(statements: readonly Statement[]): boolean {
  return statements.some(
    ({ effect, actions, resources }) =>
      effect === 'Allow' && actions.includes('*') && resources.includes('*'),
  );
}

/** `{sentence}` and what the policy in the request allows. */
export function withPolicy(read: ReadActs): ReadActs {
  return (call) => {
    const words = policyWords(call);
    return read(call).map((act) => ({
      ...act,
      what: act.what + words,
      ...(words === '' ? {} : { privilege: words.replace(/^ that (?:allows|gives) /, '') }),
    }));
  };
}

/** Who may assume a role by the trust policy in the request, a sentence each. */
export const trustActs: ReadActs = (call) => {
  const statements = readPolicy(policyInRequest(call.record, 'trust'));
  if (statements === undefined) return [];
  const role = fieldText(call, 'roleName');
  const { accounts, federated, services, public: isPublic } = grants(statements);
  const trusted = [
    ...(isPublic ? ['anyone'] : []),
    ...accounts.map((account) => accountWords(call, account)),
    ...federated.map((provider) => `identity provider ${clean(provider)}`),
    ...services.map(clean),
  ].slice(0, 20);
  return trusted.map((principal) => ({
    verb: 'let',
    what: `${principal} assume role ${role}`,
    object: role,
    privilege: 'sts:AssumeRole',
    principal,
  }));
};

/** Whom the request lets at a thing; the thing's name is a field as in a template: `bucketName`. */
export function exposureActs(kind: string, field: string, use = 'use'): ReadActs {
  return (call) => {
    const object = fieldText(call, field);
    return exposed(call, `${kind} ${object || '(not named)'}`, object, use);
  };
}

/** The same for a thing that is known already. */
export function exposed(call: Call, thing: string, object: string, use: string): readonly Act[] {
  const exposure = exposureOf(call.record);
  const toEveryone: Act = {
    verb: 'make',
    what: `${thing} public`,
    object,
    principal: 'everyone',
  };
  const toAccounts = exposure.accounts.slice(0, 20).map((account) => {
    const principal = accountWords(call, account);
    return { verb: 'let', what: `${principal} ${use} ${thing}`, object, principal };
  });
  return exposure.public === true ? [toEveryone, ...toAccounts] : toAccounts;
}

/** The role that the request hands to a service, where there is one. */
export function passedRole(kind: string, field: string): ReadActs {
  return (call) => {
    const object = fieldText(call, field);
    return passed(call, `${kind} ${object}`.trimEnd(), object);
  };
}

/** The same for a receiver that is known already. */
export function passed(call: Call, receiver: string, object: string): readonly Act[] {
  const role = passedRoleOf(call.record);
  if (role === undefined) return [];
  const privilege = clean(role);
  return [{ verb: 'pass', what: `role ${privilege} to ${receiver}`, object, privilege }];
}

function accountWords(call: Call, account: string): string {
  const isExternal = externalOf(call.record, [account], call.settings).length > 0;
  return isExternal ? `outside account ${account}` : `account ${account}`;
}

/** Name of the IAM user that the call is about: named, or the caller. */
export function userWords(call: Call): string {
  const named = fieldText(call, 'userName|accessKey.userName');
  if (named !== '') return named;
  const identity = bag(call.record['userIdentity']);
  const own = typeof identity['userName'] === 'string' ? clean(identity['userName']) : '';
  return own || clean(roleArnOf(identity)) || 'root';
}
