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
  readonly actor: string;
  /** Title of the filter that quieted it. */
  readonly suppressed?: string;
  readonly sameCase: boolean;
  /** What both have. */
  readonly shared: readonly LinkValue[];
}

export interface RelatedCase {
  readonly id: string;
  readonly alerts: number;
  readonly severity: Severity;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly actors: number;
  readonly accounts: readonly string[];
  readonly because: readonly Pick<CaseLink, 'by' | 'value'>[];
}

/** One alert's share in a risk. */
export interface RiskPoint {
  readonly points: number;
  readonly alert: string;
  readonly title: string;
  readonly time: number;
  readonly why: string;
}

export interface RelatedToOne {
  readonly links: readonly LinkValue[];
  readonly case: RelatedCase | undefined;
  readonly others: readonly RelatedAlert[];
  readonly actorRisk: {
    readonly score: number;
    readonly level: Severity;
    readonly points: readonly RiskPoint[];
  };
  readonly days: number;
  readonly halfLifeDays: number;
  readonly note?: string;
}
