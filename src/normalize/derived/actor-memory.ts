import type { RawRecord } from '#src/model/cloud-event.ts';
import type { DeriveSettings } from './settings.ts';

/** What `actorOf`, `interfaceOf` and `externalOf` read of a record besides the identity. */
interface Inputs {
  readonly recipient: unknown;
  readonly agent: unknown;
  readonly address: unknown;
  readonly additional: unknown;
  readonly type: unknown;
  readonly fromConsole: unknown;
  readonly isSignIn: boolean;
}

interface Entry {
  readonly inputs: Inputs;
  readonly actor: object;
}

const memories = new WeakMap<DeriveSettings, WeakMap<object, Entry>>();

/**
 * The actor's fields, worked out once for calls that come with the very same identity: scanned records share it, and
 * mostly everything else that the answer depends on.
 */
export function rememberedActor(
  record: RawRecord,
  settings: DeriveSettings,
  workOut: () => object,
): object {
  const identity = record['userIdentity'];
  if (typeof identity !== 'object' || identity === null) return workOut();
  const memory = memories.get(settings) ?? new WeakMap<object, Entry>();
  memories.set(settings, memory);
  const inputs = inputsOf(record);
  const known = memory.get(identity);
  if (known !== undefined && areSame(known.inputs, inputs)) return known.actor;
  const actor = workOut();
  memory.set(identity, { inputs, actor });
  return actor;
}

function inputsOf(record: RawRecord): Inputs {
  return {
    recipient: record['recipientAccountId'],
    agent: record['userAgent'],
    address: record['sourceIPAddress'],
    additional: record['additionalEventData'],
    type: record['eventType'],
    fromConsole: record['sessionCredentialFromConsole'],
    isSignIn: record['eventName'] === 'ConsoleLogin',
  };
}

function areSame(a: Inputs, b: Inputs): boolean {
  return (
    a.recipient === b.recipient &&
    a.agent === b.agent &&
    a.address === b.address &&
    a.additional === b.additional &&
    a.type === b.type &&
    a.fromConsole === b.fromConsole &&
    a.isSignIn === b.isSignIn
  );
}
