import type { Model } from './model.ts';
import { scoreSession } from './score.ts';
import { groupKeyOf, type Session } from './session.ts';

/** How well a way of judging tells the sessions of attacks from the others. */
export interface Measured {
  readonly name: string;
  /** Sessions that it calls odd. */
  readonly flagged: number;
  /** Of these, sessions with calls of an attack. */
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  /** Attacks with at least one session that it calls odd. */
  readonly attacks: number;
}

export interface Measurement {
  readonly sessions: number;
  readonly ofAttacks: number;
  readonly attacks: number;
  readonly model: readonly Measured[];
  /** What is new counted instead: the same sessions, without a model. */
  readonly firstSeen: readonly Measured[];
  /** Both together: odd for the model, and something new. */
  readonly both: readonly Measured[];
  /** Attacks of which no session is above the lowest threshold. */
  readonly missed: readonly string[];
}

const thresholds = [95, 99, 99.5, 99.9] as const;
const noveltyCounts = [1, 2, 3] as const;

/** The marks of a session are the names of the attacks that have calls in it; ordinary work has none. */
export function measure(model: Model, sessions: readonly Session[]): Measurement {
  const judged = sessions.map((session) => ({
    attacks: [...session.marks],
    percentile: scoreSession(model, session).percentile,
    ...noveltiesOf(model, session),
  }));
  const malicious = judged.filter(({ attacks }) => attacks.length > 0);
  const all = new Set(malicious.flatMap(({ attacks }) => attacks));
  const test = (name: string, isOdd: (one: Judged) => boolean) =>
    measured(name, judged.filter(isOdd), malicious.length);
  const found = new Set(
    judged
      .filter(({ percentile }) => percentile >= thresholds[0])
      .flatMap(({ attacks }) => attacks),
  );
  return {
    sessions: judged.length,
    ofAttacks: malicious.length,
    attacks: all.size,
    model: thresholds.map((least) =>
      test(`score above the ${least}th percentile`, ({ percentile }) => percentile >= least),
    ),
    firstSeen: [
      ...noveltyCounts.map((least) =>
        test(`${least} or more things new for the actor`, ({ forActor }) => forActor >= least),
      ),
      test('something new for the role', ({ forGroup }) => forGroup > 0),
      test('something new for the account', ({ forAccount }) => forAccount > 0),
    ],
    both: thresholds.map((least) =>
      test(`above the ${least}th percentile, and something new for the actor`, ({
        percentile,
        forActor,
      }) => percentile >= least && forActor > 0),
    ),
    missed: [...all].filter((attack) => !found.has(attack)).sort(),
  };
}

interface Judged extends Novelties {
  readonly attacks: readonly string[];
  readonly percentile: number;
}

function measured(name: string, odd: readonly Judged[], malicious: number): Measured {
  const right = odd.filter(({ attacks }) => attacks.length > 0);
  return {
    name,
    flagged: odd.length,
    right: right.length,
    precision: odd.length === 0 ? 0 : right.length / odd.length,
    recall: malicious === 0 ? 0 : right.length / malicious,
    attacks: new Set(right.flatMap(({ attacks }) => attacks)).size,
  };
}

interface Novelties {
  /** How many of action, network, user agent and region have a value that was never seen. */
  readonly forActor: number;
  readonly forGroup: number;
  readonly forAccount: number;
}

/** What `first-seen` would say of the session's calls, from the same training data. */
function noveltiesOf({ actors, groups, accounts }: Model, session: Session): Novelties {
  const values = {
    actions: session.actions.keys().toArray(),
    networks: [session.network],
    userAgents: [...session.userAgents],
    regions: [...session.regions],
  } as const;
  const newTo = (profile: ReturnType<typeof actors.get>) =>
    Object.entries(values).filter(([dimension, found]) =>
      found.some((value) => !profile?.counts[dimension as keyof typeof values].of.has(value)),
    ).length;
  const group = groups.get(groupKeyOf(session.actor)) ?? actors.get(session.actor);
  return {
    forActor: newTo(actors.get(session.actor)),
    forGroup: newTo(group),
    forAccount: newTo(accounts.get(session.account)),
  };
}
