import type { Feature } from './features.ts';
import type { Model, Scales } from './model.ts';
import { readSession } from './readings.ts';
import { percentileOf, pointsOf } from './scale.ts';
import { type Session, sortOf } from './session.ts';

/** One reason of a score. */
export interface Driver {
  readonly feature: Feature;
  /** −log₁₀ of how seldom a training session is at least so odd. */
  readonly points: number;
  /** Part of the score, 0 to 1. */
  readonly share: number;
  readonly why: string;
}

export interface SessionScore {
  readonly score: number;
  /** Share of the training sessions of this sort of actor that were less odd, in percent. */
  readonly percentile: number;
  /** What drove the score, the most first; what is quite usual is left out. */
  readonly drivers: readonly Driver[];
  /** Training sessions of the actor. */
  readonly sessionsOfActor: number;
  /** Training sessions that the percentile is of: of n, no more than 1 − 1/n can be known. */
  readonly comparedWith: number;
}

/** A feature that one training session in two reaches drives nothing. */
const leastPoints = 0.3;

export interface ScoreOptions {
  /** Features that cannot be judged now, such as networks named by a file that is no longer there. */
  readonly without?: readonly Feature[];
}

/** How odd a session is. One of the time trained on does not speak for itself. */
export function scoreSession(
  model: Model,
  session: Session,
  { without = [] }: ScoreOptions = {},
): SessionScore {
  const scales = scalesFor(model, session);
  const own = isTrainedOn(model, session) ? 1 : 0;
  const judged = readSession(model, session, own)
    .filter(({ feature }) => !without.includes(feature))
    .map((reading) => ({
      ...reading,
      points: scales === undefined ? 0 : pointsOf(scales.features[reading.feature], reading.value),
    }));
  const score = judged.reduce((sum, { points }) => sum + points, 0);
  return {
    score,
    percentile: scales === undefined ? 0 : percentileOf(scales.total, score),
    drivers: judged
      .filter(({ points }) => points >= leastPoints)
      .toSorted((a, b) => b.points - a.points)
      .map(({ feature, points, why }) => ({ feature, points, share: points / score, why: why() })),
    sessionsOfActor: model.actors.get(session.actor)?.sessions ?? 0,
    comparedWith: scales?.total.size ?? 0,
  };
}

function scalesFor({ scales }: Model, { actor }: Session): Scales | undefined {
  return scales.get(sortOf(actor)) ?? scales.get('any');
}

export function isTrainedOn({ info }: Model, { from }: Pick<Session, 'from'>): boolean {
  return from >= info.from && from <= info.to;
}
