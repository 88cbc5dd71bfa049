import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Bag } from '../../untyped.ts';
import type { DeriveSettings } from '../settings.ts';

export const effectKinds = [
  /** Who may become a role. */
  'trust',
  /** What an identity may do. */
  'policy',
  /** Who may use an identity: keys, passwords, second factors, identity providers. */
  'credential',
  /** What can be reached over a network. */
  'network',
  /** Snapshots, images, documents, resource shares, peerings. */
  'sharing',
  'bucket-policy',
  'key-policy',
  'queue-policy',
  'topic-policy',
  'function-policy',
  'secret-policy',
  /** A policy on a resource of another kind. */
  'resource-policy',
  /** Access control lists, and the blocks against public access. */
  'acl',
  /** A role handed to a machine or service. */
  'passed-role',
] as const;
export type EffectKind = (typeof effectKinds)[number];

export interface Principal {
  /** `account 999988887777`, `everyone`, `user deploy-bot`, an ARN, a service */
  readonly name: string;
  readonly account?: string;
  /** Neither the event's account nor one's own. */
  readonly external: boolean;
  /** Anyone at all. */
  readonly public: boolean;
}

/** What a call makes possible for whom, as far as the call itself says it. */
export interface Effect {
  readonly kind: EffectKind;
  /** What is opened or governed, as in a sentence and the same in every call about it: `role Admin`. */
  readonly thing: string;
  /** Its ARN, id or name; '' where the call names none. */
  readonly resource: string;
  readonly principals: readonly Principal[];
  readonly privileges: readonly string[];
  readonly adminEquivalent: boolean;
  /** What narrows it, in words. */
  readonly conditions: readonly string[];
  /** True when the call takes away and opens nothing. */
  readonly reduces: boolean;
  /** The whole sentence, where it does not follow from the other fields. */
  readonly sentence?: string;
  /** Calls that set the whole of the same thing: the last one before tells what was there. */
  readonly replaces?: Lookup;
  /** Calls that say what a policy allows of which this call gives the name alone. */
  readonly explainedBy?: Lookup;
}

/** IAM or other actions, `eventSource:eventName`, about one resource. */
export interface Lookup {
  readonly resource: string;
  readonly actions: readonly string[];
}

/** A call, laid out for the functions that say what it makes possible. */
export interface Opened {
  readonly record: RawRecord;
  /** Without a version suffix. */
  readonly name: string;
  readonly source: string;
  readonly request: Bag;
  readonly response: Bag;
  readonly settings: DeriveSettings;
}

export type ReadEffects = (call: Opened) => readonly Effect[];

/** An effect of which only some fields are worth saying. */
export function effect(
  fields: Pick<Effect, 'kind' | 'thing' | 'resource'> & Partial<Effect>,
): Effect {
  return {
    principals: [],
    privileges: [],
    adminEquivalent: false,
    conditions: [],
    reduces: false,
    ...fields,
  };
}
