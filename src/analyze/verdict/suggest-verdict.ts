import type { Analysis, Risk, RiskIndicator } from '#src/model/alert.ts';
import { isAtLeast } from '#src/model/severity.ts';
import type { CaseFile } from '../case-file.ts';
import { upperFirst } from '../narrative/plain.ts';
import { authorisedTestOf, testOutOfScope } from './authorised-test.ts';

/** More reasons would be the list of indicators again. */
const mostReasons = 3;

/** What a person would likely decide, and from what. A suggestion: nothing is closed by it. */
export function suggestVerdict(file: CaseFile, risk: Risk): Analysis['suggestedVerdict'] {
  const test = authorisedTestOf(file);
  if (test !== undefined) return { verdict: 'authorised test', why: sentence(test) };
  const doubt = testOutOfScope(file);
  if (doubt !== undefined) return { verdict: 'undetermined', why: sentence(doubt) };
  if (isLikelyAttack(risk))
    return {
      verdict: 'malicious',
      why: `Speaks for an attack: ${reasonsOf(ofLikelihood(risk.risky))}.`,
    };
  if (isLikelyOrdinary(risk))
    return {
      verdict: 'benign',
      why: `Speaks for ordinary work: ${reasonsOf(risk.benign) || 'nothing of weight is against it'}.`,
    };
  return { verdict: 'undetermined', why: undecided(risk) };
}

/** The rule's own word is no proof: something about who, from where or what was given has to speak against it. */
function isLikelyAttack(risk: Risk): boolean {
  if (!isAtLeast(risk.level, 'high')) return false;
  return balanceOf(risk) >= (isAtLeast(risk.level, 'critical') ? 8 : 12);
}

/** Nothing of weight speaks against it, or more speaks for it. */
function isLikelyOrdinary(risk: Risk): boolean {
  const { level, confidence, risky } = risk;
  const isLow = !isAtLeast(level, 'low');
  if (isAtLeast(level, 'high') || (confidence === 'low' && !isLow)) return false;
  const balance = balanceOf(risk);
  if (isAtLeast(level, 'medium')) return balance <= -8;
  return balance <= 0 || ofLikelihood(risky).every(({ points }) => points < 6);
}

function balanceOf({ risky, benign }: Risk): number {
  return sum(ofLikelihood(risky)) + sum(ofLikelihood(benign));
}

/** What the rule says is what happened, and what the thing is worth is how bad it would be: neither says who did it. */
function ofLikelihood(indicators: readonly RiskIndicator[]): readonly RiskIndicator[] {
  return indicators.filter(({ factor }) => factor !== 'action' && factor !== 'resource');
}

function sum(indicators: readonly RiskIndicator[]): number {
  return indicators.reduce((total, { points }) => total + points, 0);
}

function reasonsOf(indicators: readonly RiskIndicator[]): string {
  return indicators
    .slice(0, mostReasons)
    .map(({ why }) => why)
    .join('; ');
}

function undecided({ risky, benign, confidence }: Risk): string {
  const against = reasonsOf(ofLikelihood(risky)) || 'nothing but the rule itself';
  const inFavour = reasonsOf(benign) || 'nothing known';
  const known = confidence === 'low' ? '; too little is known to weigh them' : '';
  return `For an attack: ${against}. For ordinary work: ${inFavour}${known}.`;
}

function sentence(words: string): string {
  return `${upperFirst(words)}.`;
}
