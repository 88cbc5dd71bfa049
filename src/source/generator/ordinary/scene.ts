import type { Json } from '../caller.ts';
import type { Account } from '../organization.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';

/** Where a call happens: what it may name. */
export interface Scene {
  readonly random: Random;
  readonly account: Account;
  readonly region: string;
  /** Unique object keys and messages instead of a few that come back. */
  readonly high: boolean;
}

export type MakeCall = (scene: Scene) => Call;

/** A call that only reads, with what it asks for. */
export function reads(source: string, name: string, request?: (scene: Scene) => Json): MakeCall {
  return (scene) => ({ source, name, readOnly: true, request: request?.(scene) ?? null });
}

export function arn(scene: Scene, service: string, resource: string): string {
  return `arn:aws:${service}:${scene.region}:${scene.account.id}:${resource}`;
}

/** AccessDenied as the newer services word it; naming the resource makes each message different where it differs. */
export function denied(
  caller: { readonly chain: readonly string[] },
  call: Call,
  resource: string,
): Call {
  const who = caller.chain.at(-1) ?? 'unknown';
  const message = `User: ${who} is not authorized to perform: ${call.source}:${call.name} on resource: ${resource} because no identity-based policy allows the ${call.source}:${call.name} action`;
  return { ...call, error: { code: 'AccessDenied', message } };
}
