import { compareTexts } from '#src/compare-texts.ts';
import type { LinkKind } from '#src/model/case.ts';
import type { Severity } from '#src/model/severity.ts';

/** Something that alerts may have in common. */
export interface LinkValue {
  readonly by: Exclude<LinkKind, 'role-assumption'>;
  readonly value: string;
}

/** A value of an identity that took on the role that this one acted as. */
export interface Ancestor extends LinkValue {
  /** When it took on the role, milliseconds since 1970. */
  readonly at: number;
}

/** What is known about an alert, or a quieted one, before anybody has asked about it. */
export interface Member {
  /** `AlertGroup.key` */
  readonly key: string;
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** Milliseconds since 1970. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly account: string;
  readonly actorKey: string;
  /** A machine's: its low alerts are routine. */
  readonly isMachine: boolean;
  /** Title of the filter that quieted it. */
  readonly suppressed?: string;
  readonly values: readonly LinkValue[];
  /** Values of the identities that this one goes back to by assuming roles. */
  readonly ancestors: readonly Ancestor[];
}

export function compareMembers(a: Member, b: Member): number {
  return a.firstSeen - b.firstSeen || compareTexts(a.key, b.key);
}

/** One text for a value, to be the key of a Map. */
export function nameOfLink({ by, value }: LinkValue): string {
  return `${by} ${value}`;
}
