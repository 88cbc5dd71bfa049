import type { Alert } from '#src/model/alert.ts';
import { type Claim, claimsIn } from './claim.ts';
import type { Knowledge } from './knowledge.ts';
import { isSupported } from './support.ts';

export interface CheckedClaims {
  readonly checked: number;
  readonly unsupported: readonly UnsupportedClaim[];
}

export interface UnsupportedClaim extends Claim {
  /** Which part of the analysis says so, and the sentence. */
  readonly where: string;
  readonly sentence: string;
}

/** Looks up everything that the words of an analysis say about the case. */
export function checkClaims(alert: Alert, known: Knowledge): CheckedClaims {
  const results = textsOf(alert).flatMap(([where, text]) =>
    sentencesOf(text).map((sentence) => checkSentence(where, sentence, known)),
  );
  return {
    checked: results.reduce((sum, { checked }) => sum + checked, 0),
    unsupported: results.flatMap(({ unsupported }) => unsupported),
  };
}

function textsOf({ analysis, changes, story }: Alert): readonly (readonly [string, string])[] {
  const { summary, narrative, risk, suggestedVerdict, model } = analysis;
  return [
    ...(model?.statements ?? []).map(({ text }) => ['model', text] as const),
    ['summary', summary],
    ['narrative', narrative],
    ['verdict', suggestedVerdict.why],
    ['story', story?.text ?? ''],
    ...changes.map((change) => ['change', change] as const),
    ...[...risk.factors, ...risk.risky, ...risk.benign].map(({ why }) => ['risk', why] as const),
  ];
}

/** An abbreviated or decimal point does not end a sentence: a capital or a quotation mark has to follow. */
function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?])\s+(?=[\p{Lu}“"])/u).filter((sentence) => sentence !== '');
}

function checkSentence(where: string, sentence: string, known: Knowledge): CheckedClaims {
  const claims = claimsIn(sentence).filter(
    ({ kind }) => !(kind === 'action' && where === 'narrative' && isAboutWhatMayCome(sentence)),
  );
  const unsupported = claims
    .filter((claim) => !isSupported(claim, known))
    .map((claim) => ({ ...claim, where, sentence }));
  return { checked: claims.length, unsupported };
}

/** What usually follows, and what to look for, names calls that nobody has made yet. Only their names are let through. */
function isAboutWhatMayCome(sentence: string): boolean {
  return /^(?:Hunt for|Look for|Next)\b|\b(?:will|may|might|can|could|usually|often|likely)\b/.test(
    sentence,
  );
}
