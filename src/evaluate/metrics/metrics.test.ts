import { describe, expect, it } from 'vitest';
import { Label } from '../case/format.ts';
import type { Judged } from '../judged.ts';
import { calibrationOf } from './calibration.ts';
import { hasRunbook, notNamed } from './naming.ts';
import { severityError } from './severity.ts';
import { scoreTechniques, techniqueErrors } from './techniques.ts';
import { scoreVerdicts } from './verdicts.ts';

type LabelFields = Partial<Label>;

function judged({
  label,
  ...fields
}: Partial<Omit<Judged, 'label'>> & { label?: LabelFields }): Judged {
  return {
    id: 'a-case',
    verdict: 'malicious',
    level: 'high',
    score: 80,
    confidence: 'high',
    techniques: [],
    runbooks: [],
    told: '',
    alerts: 1,
    tookMs: 1,
    ...fields,
    label: Label.parse({ verdict: 'malicious', severity: ['high'], why: 'so it is', ...label }),
  };
}

describe('scoreVerdicts', () => {
  const cases = [
    judged({ verdict: 'malicious', score: 90 }),
    judged({ verdict: 'undetermined', score: 60 }),
    judged({ verdict: 'malicious', score: 70, label: { verdict: 'benign' } }),
    judged({ verdict: 'benign', score: 10, label: { verdict: 'benign' } }),
    judged({ verdict: 'authorised test', label: { verdict: 'authorised test' } }),
  ];

  it('counts what was called malicious and is not', () => {
    expect(scoreVerdicts(cases)).toMatchObject({
      maliciousF1: 0.5,
      recall: { part: 1, whole: 2 },
      precision: { part: 1, whole: 2 },
      falsePositives: { part: 1, whole: 2, value: 0.5 },
      testsCalledMalicious: { part: 0, whole: 1 },
      leftOpen: { part: 1, whole: 5 },
    });
  });

  it('weighs verdicts alike, however many cases have them', () => {
    expect(scoreVerdicts(cases).macroF1).toBeCloseTo((0.5 + 2 / 3 + 1) / 3);
  });

  it('gives the chance that a malicious case scores above a benign one', () => {
    expect(scoreVerdicts(cases).ordering).toBe(0.75);
  });
});

describe('severityError', () => {
  it.each([
    [['low', 'medium'], 'medium', 0],
    [['low', 'medium'], 'critical', 2],
    [['critical'], 'low', 3],
    [['informational'], 'informational', 0],
  ] as const)('from %s to %s is %i', (severity, level, error) => {
    expect(severityError(judged({ level, label: { severity: [...severity] } }))).toBe(error);
  });
});

describe('techniqueErrors', () => {
  it.each([
    [['T1098.003'], ['T1098.003'], [], []],
    [['T1098'], ['T1098.003'], [], []],
    [['T1098.003'], ['T1098'], ['T1098.003'], []],
    [['T1098.003|T1136.003'], ['T1136.003'], [], []],
    [['T1098.003'], ['T1485'], ['T1098.003'], ['T1485']],
  ])('wanted %s, named %s', (must, techniques, missing, wrong) => {
    expect(techniqueErrors(judged({ techniques, label: { must } }))).toEqual({ missing, wrong });
  });

  it('are not counted for benign cases', () => {
    const cases = [judged({ techniques: ['T1485'], label: { verdict: 'benign' } })];

    expect(scoreTechniques(cases)).toMatchObject({ recall: { whole: 0 }, precision: { whole: 0 } });
  });
});

describe('calibrationOf', () => {
  it('reads the score as the chance of an attack', () => {
    const cases = [
      judged({ score: 100 }),
      judged({ score: 0, verdict: 'benign', confidence: 'low', label: { verdict: 'benign' } }),
      judged({ score: 50, label: { verdict: 'benign' } }),
      judged({ score: 50, label: { verdict: 'undetermined' } }),
    ];

    expect(calibrationOf(cases)).toMatchObject({
      brier: 0.25 / 3,
      error: 0.5 / 3,
      rightByConfidence: { low: { part: 1, whole: 1 }, high: { part: 1, whole: 3 } },
    });
  });
});

describe('what the summaries name', () => {
  const one = judged({
    told: 'Root user created IAM user Deploy-Bot',
    runbooks: ['dns-changed'],
    label: {
      actor: 'root|ann',
      objects: ['deploy-bot'],
      words: ['key|password'],
      runbooks: ['dns-*'],
    },
  });

  it('is compared without regard to case', () => {
    expect(notNamed(one)).toEqual(['key|password']);
  });

  it('is a fitting runbook when a pattern fits', () => {
    expect(hasRunbook(one)).toBe(true);
  });
});
