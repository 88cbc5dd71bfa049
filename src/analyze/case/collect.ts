import { compareTexts } from '#src/compare-texts.ts';
import type { Alert } from '#src/model/alert.ts';
import type { Case } from '#src/model/case.ts';
import type { Config } from '#src/model/config.ts';
import { toldCase } from './case.ts';
import type { JoinedCase } from './joined-case.ts';
import { type KnownAlert, knownAlertOf } from './known-alert.ts';

/** Gathers what cases are told from while the alerts go by. */
export interface CaseCollector {
  add(alert: Alert): void;
  /** The newest first. `dataFolder` is what the commands of hunts name. */
  cases(dataFolder: string): readonly Case[];
}

export function collectCases(joined: readonly JoinedCase[], config: Config): CaseCollector {
  const members = new Set(joined.flatMap((each) => each.members.map(({ id }) => id)));
  const known = new Map<string, KnownAlert>();
  return {
    add(alert) {
      if (members.has(alert.id)) known.set(alert.id, knownAlertOf(alert));
    },
    cases: (dataFolder) =>
      joined
        .map((each) => toldCase({ joined: each, known, config, dataFolder }))
        .toSorted((a, b) =>
          a.lastSeen === b.lastSeen
            ? compareTexts(a.id, b.id)
            : compareTexts(b.lastSeen, a.lastSeen),
        ),
  };
}
