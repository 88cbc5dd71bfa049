import type { RawRecord } from '#src/model/cloud-event.ts';
import { actorOf } from '../actor/actor.ts';
import { isNamedBy } from '../actor/actor-class.ts';
import { readPolicy } from '../policy/document.ts';
import { isAdminPolicyArn } from '../policy/escalation.ts';
import { grants } from '../policy/grants.ts';
import { interfaceOf } from '../user-agent/interface.ts';
import { exposureOf } from './exposure.ts';
import { externalOf } from './external.ts';
import { isSensitive, openingsOf } from './network.ts';
import { passedRoleOf } from './passed-role.ts';
import { attachedPolicies, policyInRequest } from './request-policies.ts';
import type { DeriveSettings } from './settings.ts';
import { isSelf, targetOf } from './target.ts';

/**
 * Fields beside the record that our own rules may use, under the one key `cairn`. Each part is worked out when it is
 * first read, for most rules read one. A part that could not be read (a broken policy) is absent, never false.
 */
export function deriveFields(
  record: RawRecord,
  settings: DeriveSettings,
): Readonly<Record<string, unknown>> {
  const known = new Map<string, unknown>();
  const once = <Part>(name: string, part: () => Part): Part => {
    if (!known.has(name)) known.set(name, part());
    return known.get(name) as Part;
  };
  return {
    cairn: {
      get actor() {
        return once('actor', () => actorFields(record, settings));
      },
      get interface() {
        return once('interface', () => interfaceFields(record));
      },
      get self() {
        return isSelf(record, targetOf(record));
      },
      get policy() {
        return once('policy', () => policyFields(record));
      },
      get trust() {
        return once('trust', () => trustFields(record, settings));
      },
      get exposure() {
        return once('exposure', () => exposureFields(record, settings));
      },
      get network() {
        return once('network', () => networkFields(record));
      },
      get passedRole() {
        return once('passedRole', () => passedRoleOf(record));
      },
      get target() {
        return once('target', () => targetOf(record));
      },
    },
  };
}

function actorFields(record: RawRecord, settings: DeriveSettings): object {
  const actor = actorOf(record, settings);
  const breakGlass = (settings.breakGlass ?? []).some((pattern) => isNamedBy(pattern, actor));
  const { account } = actor;
  const external = account !== undefined && externalOf(record, [account], settings).length > 0;
  return { ...actor, breakGlass, external };
}

function interfaceFields(record: RawRecord): object {
  const { contradiction, ...claim } = interfaceOf(record);
  return { ...claim, contradiction: contradiction !== undefined };
}

function policyFields(record: RawRecord): object {
  const attached = attachedPolicies(record);
  if (attached.length > 0) return attachedFields(attached);
  const source = policyInRequest(record, 'identity');
  const statements = readPolicy(source);
  if (statements === undefined) return source === undefined ? { adminEquivalent: false } : {};
  const { adminEquivalent, escalation } = grants(statements);
  return { adminEquivalent, ...whenAny({ escalation }) };
}

/** What a policy of AWS allows is known by its name; what one of a customer allows, the call does not say. */
function attachedFields(attached: readonly string[]): object {
  if (attached.some(isAdminPolicyArn)) return { adminEquivalent: true };
  return attached.every((arn) => arn.includes(':iam::aws:policy/'))
    ? { adminEquivalent: false }
    : {};
}

function trustFields(record: RawRecord, settings: DeriveSettings): object {
  const source = policyInRequest(record, 'trust');
  const statements = readPolicy(source);
  if (statements === undefined) return source === undefined ? { public: false } : {};
  const { accounts, federated, services, public: isPublic } = grants(statements);
  const externalAccounts = externalOf(record, accounts, settings);
  return { public: isPublic, ...whenAny({ externalAccounts, federated, services }) };
}

function exposureFields(record: RawRecord, settings: DeriveSettings): object {
  const exposure = exposureOf(record);
  const externalAccounts = externalOf(record, exposure.accounts, settings);
  const isPublic = exposure.public === undefined ? {} : { public: exposure.public };
  return { ...isPublic, ...whenAny({ externalAccounts }) };
}

function networkFields(record: RawRecord): object {
  const open = openingsOf(record).filter(({ world }) => world);
  return {
    worldOpen: open.length > 0,
    sensitivePort: open.some(isSensitive),
    ...whenAny({ worldOpenPorts: [...new Set(open.map(({ ports }) => ports))] }),
  };
}

/** A list without elements is an absent field, so that rules can ask whether there are any. */
function whenAny(lists: Readonly<Record<string, readonly string[]>>): object {
  return Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0));
}
