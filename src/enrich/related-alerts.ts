import type { LinkValue } from '#src/detect/chain/member.ts';
import type { CaseLink } from '#src/model/case.ts';
import type { Severity } from '#src/model/severity.ts';

/** The other alerts, known from a first pass over all of them. */
export interface RelatedAlerts {
  /** What is related to the alert with this id; undefined when the first pass left it out. */
  of(id: string): RelatedToOne | undefined;
}

export interface RelatedAlert {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly account: string;
  /** `Actor.key` */
  readonly actor: string;
  /** Title of the filter that quieted it. */
  readonly suppressed?: string;
  readonly sameCase: boolean;
  /** What both have. */
  readonly shared: readonly LinkValue[];
}

export interface RelatedCase {
  readonly id: string;
  /** How many it has. */
  readonly alerts: number;
  readonly severity: Severity;
  /** Milliseconds since 1970. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** How many took part. */
  readonly actors: number;
  readonly accounts: readonly string[];
  /** What joins this alert to the others. */
  readonly because: readonly Pick<CaseLink, 'by' | 'value'>[];
}

/** One alert's share in a risk. */
export interface RiskPoint {
  readonly points: number;
  readonly alert: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The sum that the points come from. */
  readonly why: string;
}

export interface RelatedToOne {
  /** What the alert could be joined by. */
  readonly links: readonly LinkValue[];
  readonly case: RelatedCase | undefined;
  readonly others: readonly RelatedAlert[];
  readonly actorRisk: {
    /** 0–100, from the actor's alerts up to this one. */
    readonly score: number;
    readonly level: Severity;
    readonly points: readonly RiskPoint[];
  };
  /** How far back alerts outside of the case were looked for. */
  readonly days: number;
  /** After these an alert counts half for the risk. */
  readonly halfLifeDays: number;
  /** What the first pass had to leave out. */
  readonly note?: string;
}
