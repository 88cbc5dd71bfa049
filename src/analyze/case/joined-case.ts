import type { CaseLink } from '#src/model/case.ts';
import type { Severity } from '#src/model/severity.ts';

/** Which alerts are one case, before they have been understood. */
export interface JoinedCase {
  readonly id: string;
  /** Oldest first. */
  readonly members: readonly JoinedAlert[];
  readonly links: readonly CaseLink[];
  /** Identities that the members came through by assuming roles, and that set off no alert: keys of actors. */
  readonly through: readonly string[];
}

export interface JoinedAlert {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly account: string;
  /** `Actor.key` */
  readonly actor: string;
  /** Title of the filter that quieted it: no alert will come. */
  readonly suppressed?: string;
}
