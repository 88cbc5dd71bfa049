import type { Model, NetworkNaming } from '#src/detect/baseline/model.ts';
import { prefixOf } from '#src/detect/baseline/network.ts';
import type { Networks } from './networks.ts';

/** What is usual, as somebody has trained it on stored history. `detect/baseline` says what can be asked of it. */
export interface Baseline {
  /** Format and contents: two models of one version are the same. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly trainedAt: string;
  readonly model: Model;
}

/**
 * How the baseline names the networks of addresses: by who runs them, where the user's files say it, for people's
 * addresses change within their provider; else by their prefix.
 */
export function networkNaming(networks: Networks): {
  readonly by: NetworkNaming;
  readonly networkOf: (ip: string) => string;
} {
  if (!networks.has.asn) return { by: 'prefix', networkOf: prefixOf };
  return {
    by: 'asn',
    networkOf: (ip) => {
      const { asn } = networks.lookup(ip);
      return asn === undefined ? prefixOf(ip) : `AS${asn}`;
    },
  };
}
