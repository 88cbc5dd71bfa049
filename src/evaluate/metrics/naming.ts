import { globMatches } from '#src/normalize/policy/glob.ts';
import type { Judged } from '../judged.ts';
import { type Ratio, ratio } from './ratio.ts';

export interface NamingScores {
  readonly actor: Ratio;
  readonly objects: Ratio;
  readonly words: Ratio;
  readonly runbooks: Ratio;
}

/** Whether the summaries name who acted, on what, and with which rights, and whether a fitting runbook was chosen. */
export function scoreNaming(cases: readonly Judged[]): NamingScores {
  const told = cases.filter(({ alerts }) => alerts > 0);
  const withRunbooks = told.filter(({ label }) => label.runbooks.length > 0);
  return {
    actor: namedIn(told, ({ label }) => (label.actor ? [label.actor] : [])),
    objects: namedIn(told, ({ label }) => label.objects),
    words: namedIn(told, ({ label }) => label.words),
    runbooks: ratio(withRunbooks.filter(hasRunbook).length, withRunbooks.length),
  };
}

function namedIn(cases: readonly Judged[], wantedOf: (each: Judged) => readonly string[]): Ratio {
  const wanted = cases.flatMap((each) => wantedOf(each).map((word) => isNamed(word, each)));
  return ratio(wanted.filter((named) => named).length, wanted.length);
}

/** What the label wants and the summaries do not say. */
export function notNamed(judged: Judged): readonly string[] {
  const { actor, objects, words } = judged.label;
  const wanted = [...(actor ? [actor] : []), ...objects, ...words];
  return wanted.filter((word) => !isNamed(word, judged));
}

function isNamed(wanted: string, { told }: Judged): boolean {
  const text = told.toLowerCase();
  return wanted
    .toLowerCase()
    .split('|')
    .some((word) => text.includes(word));
}

export function hasRunbook({ label, runbooks }: Judged): boolean {
  return label.runbooks.some((wanted) => runbooks.some((id) => globMatches(wanted, id)));
}
