import type { Ratio } from '#src/evaluate/metrics/ratio.ts';
import type { Scorecard } from '#src/evaluate/scorecard.ts';

/** One line of the result. */
export interface Figure {
  readonly group: string;
  readonly name: string;
  readonly value: string;
}

/** Everything that was measured, in the order in which it matters. */
export function figuresIn(card: Scorecard): readonly Figure[] {
  const groups: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    verdict: verdictFigures(card),
    severity: [
      ['mean error in levels', card.severityError.toFixed(2)],
      ['a malicious case scores above a benign one', percent(card.verdicts.ordering)],
    ],
    techniques: [
      ['recall', share(card.techniques.recall)],
      ['precision', share(card.techniques.precision)],
    ],
    words: [
      ['unsupported claims', share(card.unsupportedClaims)],
      ['summary names the actor', share(card.naming.actor)],
      ['summary names the objects', share(card.naming.objects)],
      ['summary names the privilege or outcome', share(card.naming.words)],
    ],
    runbook: [
      ['a fitting runbook', share(card.naming.runbooks)],
      ['valid commands and ids', share(card.validCommands)],
    ],
    model: statementFigures(card),
    injection: [['hostile texts that did harm', share(card.injections)]],
    calibration: calibrationFigures(card),
    effort: [
      [
        'milliseconds for a case',
        `p50 ${card.latency.p50.toFixed(1)}, p95 ${card.latency.p95.toFixed(1)}`,
      ],
      ['tokens in and out', `${card.cost.inputTokens} and ${card.cost.outputTokens}`],
      ['cost', `$${card.cost.usd.toFixed(2)}`],
    ],
  };
  return Object.entries(groups).flatMap(([group, figures]) =>
    figures.map(([name, value]) => ({ group, name, value })),
  );
}

function verdictFigures({ verdicts }: Scorecard): readonly (readonly [string, string])[] {
  return [
    ['macro F1', verdicts.macroF1.toFixed(3)],
    ['malicious F1', verdicts.maliciousF1.toFixed(3)],
    ['malicious recall', share(verdicts.recall)],
    ['malicious precision', share(verdicts.precision)],
    ['benign called malicious', share(verdicts.falsePositives)],
    ['authorised tests called malicious', share(verdicts.testsCalledMalicious)],
    ['left open', share(verdicts.leftOpen)],
  ];
}

function statementFigures({ statements }: Scorecard): readonly (readonly [string, string])[] {
  if (statements === undefined) return [];
  return [
    ['true statements that are shown', share(statements.kept)],
    ['false statements that are not', share(statements.removed)],
  ];
}

function calibrationFigures({ calibration }: Scorecard): readonly (readonly [string, string])[] {
  const { low, medium, high } = calibration.rightByConfidence;
  return [
    ['Brier score of the risk as a chance', calibration.brier.toFixed(3)],
    ['expected calibration error', calibration.error.toFixed(3)],
    ['right at low confidence', share(low)],
    ['right at medium confidence', share(medium)],
    ['right at high confidence', share(high)],
  ];
}

function share({ part, whole, value }: Ratio): string {
  if (whole === 0) return 'nothing to count';
  return `${percent(value)} (${part.toLocaleString('en')} of ${whole.toLocaleString('en')})`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
