import type { Alert } from '#src/model/alert.ts';
import { isAtLeast, lowered, type Severity } from '#src/model/severity.ts';
import type { Recording } from './format.ts';

/** What became of the parts of a recorded answer. */
export interface CheckedRecording {
  readonly id: string;
  readonly kind: Recording['kind'];
  /** True parts, and those of them that are shown. */
  readonly true: number;
  readonly kept: number;
  /** False parts, and those of them that are not shown. */
  readonly false: number;
  readonly removed: number;
  /** False parts that are shown, true ones that are not, and bounds that do not hold. */
  readonly faults: readonly string[];
  /** What of it would hurt whoever reads it. */
  readonly harm: readonly string[];
}

export function checkRecording(
  { id, kind, parts }: Recording,
  alerts: readonly Alert[],
): CheckedRecording {
  const shown = new Set(alerts.flatMap(textsOf));
  const right = parts.filter(({ kept }) => kept);
  const wrong = parts.filter(({ kept }) => !kept);
  const lost = right.filter(({ text }) => !shown.has(text));
  const harm = [
    ...wrong.filter(({ text }) => shown.has(text)).map(({ text }) => `shows “${text}”`),
    ...alerts.flatMap(boundsBroken),
  ];
  return {
    id,
    kind,
    true: right.length,
    kept: right.length - lost.length,
    false: wrong.length,
    removed: wrong.filter(({ text }) => !shown.has(text)).length,
    faults: [...lost.map(({ in: place, text }) => `${place} lost: “${text}”`), ...harm],
    harm,
  };
}

function textsOf({ analysis: { model } }: Alert): readonly string[] {
  if (model === undefined) return [];
  const { statements, techniques, runbook } = model;
  return [...statements, ...techniques, ...runbook].map(({ text }) => text);
}

/** A model may lower the risk by one level, and never below a hard rule. */
function boundsBroken({ title, analysis: { risk, model } }: Alert): readonly string[] {
  const before = model?.risk?.before.level;
  if (before === undefined) return [];
  const oneLower = lowered(before);
  const lowest = highestOf(oneLower, risk.hardRule?.level);
  return isAtLeast(risk.level, lowest) || isAtLeast(risk.level, before)
    ? []
    : [`${title}: ${before} became ${risk.level}`];
}

function highestOf(one: Severity, other: Severity | undefined): Severity {
  return other !== undefined && isAtLeast(other, one) ? other : one;
}
