import type { RawRecord } from '#src/model/cloud-event.ts';
import { actorOf } from '../actor/actor.ts';
import { isNamedBy } from '../actor/actor-class.ts';
import { readPolicy } from '../policy/document.ts';
import { isAdminPolicyArn } from '../policy/escalation.ts';
import { grants } from '../policy/grants.ts';
import { bag, text } from '../untyped.ts';
import { interfaceOf } from '../user-agent/interface.ts';
import { rememberedActor } from './actor-memory.ts';
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
  return { cairn: new DerivedFields(record, settings) };
}

/** One for each event that comes so far: getters of a class cost nothing until they are read. */
class DerivedFields {
  readonly #record: RawRecord;
  readonly #settings: DeriveSettings;
  #actor: object | undefined;
  #interface: object | undefined;
  #policy: object | undefined;
  #trust: object | undefined;
  #exposure: object | undefined;
  #network: object | undefined;
  #target: ReturnType<typeof targetOf> | undefined;

  constructor(record: RawRecord, settings: DeriveSettings) {
    this.#record = record;
    this.#settings = settings;
  }

  get actor(): object {
    this.#actor ??= rememberedActor(this.#record, this.#settings, () =>
      actorFields(this.#record, this.#settings),
    );
    return this.#actor;
  }

  get interface(): object {
    this.#interface ??= interfaceFields(this.#record, this.#settings);
    return this.#interface;
  }

  get self(): unknown {
    return isSelf(this.#record, this.target);
  }

  get policy(): object {
    this.#policy ??= policyFields(this.#record);
    return this.#policy;
  }

  get trust(): object {
    this.#trust ??= trustFields(this.#record, this.#settings);
    return this.#trust;
  }

  get exposure(): object {
    this.#exposure ??= exposureFields(this.#record, this.#settings);
    return this.#exposure;
  }

  get network(): object {
    this.#network ??= networkFields(this.#record);
    return this.#network;
  }

  get passedRole(): unknown {
    return passedRoleOf(this.#record);
  }

  get target(): ReturnType<typeof targetOf> {
    this.#target ??= targetOf(this.#record);
    return this.#target;
  }

  /** All of them: JSON knows only what an object itself owns. */
  toJSON(): object {
    const { actor, self, policy, trust, exposure, network, passedRole, target } = this;
    return {
      actor,
      interface: this.interface,
      self,
      policy,
      trust,
      exposure,
      network,
      passedRole,
      target,
    };
  }
}

function actorFields(record: RawRecord, settings: DeriveSettings): object {
  const actor = actorOf(record, settings);
  const breakGlass = (settings.breakGlass ?? []).some((pattern) => isNamedBy(pattern, actor));
  const { account } = actor;
  // Who does not say what is their own has no outside: their accounts take each other's roles all day.
  const external =
    account !== undefined &&
    settings.ownAccounts.size > 0 &&
    externalOf(record, [account], settings).length > 0;
  return { ...actor, breakGlass, external };
}

function interfaceFields(record: RawRecord, settings: DeriveSettings): object {
  const { contradiction, ...claim } = interfaceOf(record);
  const kind = isUnprovenCode(claim.kind, record, settings) ? 'unknown' : claim.kind;
  return { ...claim, kind, contradiction: contradiction !== undefined };
}

const infrastructureCode: ReadonlySet<string> = new Set(['terraform', 'cdk', 'cloudformation']);

/**
 * Rules are milder to infrastructure as code, and the caller writes the user agent: where the configuration says who
 * deploys, that claim from anybody else buys nothing. What a service does on somebody's behalf is said by AWS.
 */
function isUnprovenCode(kind: string, record: RawRecord, { ci = [], ...rest }: DeriveSettings) {
  if (ci.length === 0 || !infrastructureCode.has(kind)) return false;
  if (text(bag(record['userIdentity'])['invokedBy']) !== '') return false;
  const actor = actorOf(record, { ...rest, ci });
  return actor.kind !== 'aws-service' && !ci.some((pattern) => isNamedBy(pattern, actor));
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
