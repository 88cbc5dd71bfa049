import type { Judged } from '../judged.ts';
import { type Ratio, ratio } from './ratio.ts';
import { sum } from './sum.ts';

export interface TechniqueErrors {
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
}

export interface TechniqueScores {
  readonly recall: Ratio;
  readonly precision: Ratio;
}

/**
 * Techniques are scored where something happened that ATT&CK describes; what a benign case would be, were it an attack, has
 * no right answer. Counts are taken over all cases together.
 */
export function scoreTechniques(cases: readonly Judged[]): TechniqueScores {
  const scored = cases.filter(({ label }) => label.verdict !== 'benign');
  const errors = scored.map((each) => ({ ...techniqueErrors(each), each }));
  const must = sum(errors.map(({ each }) => each.label.must.length));
  const named = sum(errors.map(({ each }) => each.techniques.length));
  return {
    recall: ratio(must - sum(errors.map(({ missing }) => missing.length)), must),
    precision: ratio(named - sum(errors.map(({ wrong }) => wrong.length)), named),
  };
}

/** A sub-technique also says its technique. The technique alone is not wrong where a sub-technique was meant, but misses it. */
export function techniqueErrors({
  label,
  techniques,
}: Pick<Judged, 'label' | 'techniques'>): TechniqueErrors {
  const saidBy = (id: string) =>
    techniques.some((named) => named === id || named.startsWith(`${id}.`));
  const right = [...label.must, ...label.may].flatMap((each) => each.split('|'));
  const isRight = (named: string) =>
    right.some((id) => named === id || named.startsWith(`${id}.`) || id.startsWith(`${named}.`));
  return {
    missing: label.must.filter((each) => !each.split('|').some(saidBy)),
    wrong: techniques.filter((named) => !isRight(named)),
  };
}
