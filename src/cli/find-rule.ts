import { shownRules } from '#src/detect/sigma/correlate/shown-rules.ts';
import { nameOfRule } from '#src/detect/sigma/rule-name.ts';
import type { RuleSet, SigmaCorrelation, SigmaRule } from '#src/detect/sigma/rule-set.ts';
import { UsageError } from '#src/model/errors.ts';
import { printable } from './printable.ts';

type Found = SigmaRule | SigmaCorrelation;

const mostListed = 8;
/** A name that differs in more than a third is another name. */
const nearness = 3;

/** The rule or correlation that a person means by its id, name, folder or title, in any case. Throws a UsageError that lists near ones. */
export function findRule(ruleSet: RuleSet, text: string): Found {
  const all = [...ruleSet.rules, ...ruleSet.correlations];
  const wanted = text.trim().toLowerCase();
  const found = preferShown(
    all.filter((head) => namesOf(head).includes(wanted)),
    ruleSet,
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only !== undefined) {
    throw new UsageError(
      `"${text}" is the name of ${found.length} rules; give the id:\n${listed(found)}`,
    );
  }
  const near = nearTo(wanted, all);
  const hint = near.length > 0 ? ` Did you mean one of these?\n${listed(near)}` : '';
  throw new UsageError(
    `There is no rule file, and no rule with the id, name or title "${text}".${hint}`,
  );
}

/** The folder of a correlation often holds its rules too, and means the correlation. */
function preferShown(found: readonly Found[], ruleSet: RuleSet): readonly Found[] {
  const shown = shownRules(ruleSet);
  const preferred = found.filter(({ key }) => shown.has(key));
  return preferred.length === 1 ? preferred : found;
}

/** Everything that a rule is called, in lower case. */
function namesOf({ id, name, title, file }: Found): readonly string[] {
  return [id, name, title, nameOfRule(file)]
    .filter((text) => text !== '')
    .map((text) => text.toLowerCase());
}

function listed(heads: readonly Found[]): string {
  const lines = heads
    .slice(0, mostListed)
    .map((head) => printable(`  ${head.id || head.key}  ${nameOfRule(head.file)}  ${head.title}`));
  const more = heads.length - lines.length;
  return more > 0 ? `${lines.join('\n')}\n  and ${more} more` : lines.join('\n');
}

function nearTo(wanted: string, all: readonly Found[]): readonly Found[] {
  if (wanted === '') return [];
  const most = Math.floor(wanted.length / nearness);
  const rated = all.map((head) => {
    const names = namesOf(head);
    const contains = names.some((name) => name.includes(wanted));
    const distance = contains ? 0 : Math.min(...names.map((name) => editDistance(name, wanted)));
    return { head, distance };
  });
  return rated
    .filter(({ distance }) => distance <= most)
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ head }) => head);
}

/** Levenshtein's distance: letters to insert, remove or change. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (let at = 1; at <= b.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (b[at - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
