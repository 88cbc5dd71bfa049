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
  if (adminEquivalent)
    return isEverything(statements)
      ? ' that allows everything'
      : ' that gives administrator rights';
  return escalation.length === 0 ? '' : ` that allows ${joined(escalation)} on all resources`;
}

function isEverything(statements: readonly Statement[]): boolean {
  return statements.some(({ effect, actions }) => effect === 'Allow' && actions.includes('*'));
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

/** Whom the request lets at a thing; the thing is given as in a template: `bucket {bucketName}`. */
export function exposureActs(kind: string, field: string, use = 'use'): ReadActs {
  return (call) => {
    const exposure = exposureOf(call.record);
    const object = fieldText(call, field);
    const thing = `${kind} ${object || '(not named)'}`;
    const acts: Act[] = [];
    if (exposure.public) {
      acts.push({ verb: 'make', what: `${thing} public`, object, principal: 'everyone' });
    }
    for (const account of exposure.accounts.slice(0, 20)) {
      const principal = accountWords(call, account);
      acts.push({ verb: 'let', what: `${principal} ${use} ${thing}`, object, principal });
    }
    return acts;
  };
}

/** The role that the request hands to a service, where there is one. */
export function passedRole(kind: string, field: string): ReadActs {
  return (call) => {
    const role = passedRoleOf(call.record);
    if (role === undefined) return [];
    const receiver = fieldText(call, field);
    return [
      {
        verb: 'pass',
        what: `role ${clean(role)} to ${kind} ${receiver}`.trimEnd(),
        object: receiver,
        privilege: clean(role),
      },
    ];
  };
}

export function accountWords(call: Call, account: string): string {
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
