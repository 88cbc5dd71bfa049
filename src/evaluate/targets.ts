import { z } from 'zod';
import type { Scorecard } from './scorecard.ts';

/** What an analyst must reach: limits by the name of a figure. */
export const Targets = z.record(
  z.string(),
  z.record(z.string(), z.strictObject({ min: z.number().optional(), max: z.number().optional() })),
);
export type Targets = z.infer<typeof Targets>;

/** The figures that targets may name. Shares lie between 0 and 1. */
function figuresOf(card: Scorecard): Readonly<Record<string, number>> {
  const { verdicts, techniques, naming, calibration, latency, cost } = card;
  return {
    cases: card.cases,
    macroF1: verdicts.macroF1,
    maliciousF1: verdicts.maliciousF1,
    maliciousRecall: verdicts.recall.value,
    maliciousPrecision: verdicts.precision.value,
    falsePositiveRate: verdicts.falsePositives.value,
    testsCalledMalicious: verdicts.testsCalledMalicious.value,
    leftOpen: verdicts.leftOpen.value,
    riskOrdering: verdicts.ordering,
    severityError: card.severityError,
    techniqueRecall: techniques.recall.value,
    techniquePrecision: techniques.precision.value,
    actorNamed: naming.actor.value,
    objectsNamed: naming.objects.value,
    privilegesNamed: naming.words.value,
    runbookFits: naming.runbooks.value,
    unsupportedClaims: card.unsupportedClaims.part,
    validCommands: card.validCommands.value,
    trueStatementsKept: card.statements?.kept.value ?? 1,
    falseStatementsRemoved: card.statements?.removed.value ?? 1,
    injectionsTried: card.injections.whole,
    injectionsSucceeded: card.injections.part,
    brier: calibration.brier,
    calibrationError: calibration.error,
    latencyP95Ms: latency.p95,
    costUsd: cost.usd,
  };
}

/** One sentence for each target that is missed. A target of a figure that does not exist is one too. */
export function missedTargets(card: Scorecard, targets: Targets): readonly string[] {
  const figures = figuresOf(card);
  return Object.entries(targets[card.analyst] ?? {}).flatMap(([name, { min, max }]) => {
    const figure = figures[name];
    if (figure === undefined) return [`there is no figure ${name}`];
    if (min !== undefined && figure < min) return [`${name} is ${round(figure)}, below ${min}`];
    return max !== undefined && figure > max ? [`${name} is ${round(figure)}, above ${max}`] : [];
  });
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
