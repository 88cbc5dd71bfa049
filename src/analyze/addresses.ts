import type { Config } from '#src/model/config.ts';
import { type SourceKind, sourceKindOf } from '#src/normalize/address/address-kind.ts';

const ofAddresses: ReadonlySet<SourceKind> = new Set(['own-egress', 'private', 'public']);

/** True when there are addresses and each lies in one of our own ranges. */
export function areAllOwn(sources: readonly string[], config: Config): boolean {
  const kinds = sources
    .map((source) => sourceKindOf(source, config))
    .filter((kind) => ofAddresses.has(kind));
  return kinds.length > 0 && kinds.every((kind) => kind === 'own-egress');
}

/** True when one is public and not ours; false when nobody said which ranges are. */
export function areSomeForeign(sources: readonly string[], config: Config): boolean {
  if (config.egress.length === 0) return false;
  return sources.some((source) => sourceKindOf(source, config) === 'public');
}

/** True when there are sources and each is a service that called by itself, or AWS for somebody. */
export function areAllServices(sources: readonly string[], config: Config): boolean {
  const kinds = sources.map((source) => sourceKindOf(source, config));
  return (
    kinds.length > 0 && kinds.every((kind) => kind === 'aws-service' || kind === 'aws-internal')
  );
}
