import type { Alert } from '#src/model/alert.ts';
import { plural } from '../export/totals.ts';
import { plainly, type Said, unknown } from './said.ts';

/** What a language model added: whose words they are, what they say, and how much of the answer was removed. */
export function opinionOf({ model }: Alert['analysis']): readonly Said[] {
  if (model === undefined) return [];
  const { status, provider, model: name, why, statements, verdict, checked, removed, note } = model;
  const author = `${provider} ${name}`;
  if (status !== 'used' && status !== 'cached')
    return [unknown(`${author} has not judged it: ${why ?? status}`)];
  const cited = (facts: readonly string[]) => (facts.length === 0 ? '' : ` [${facts.join(', ')}]`);
  return [
    ...statements.map(({ text, facts }) => plainly(`${text}${cited(facts)}`)),
    ...(verdict === undefined
      ? []
      : [plainly(`verdict ${verdict.verdict}: ${verdict.why}${cited(verdict.facts)}`)]),
    plainly(
      `written by ${author}; ${removed} of ${plural(checked, 'statement')} removed, as the facts do not bear them out`,
    ),
    ...(note === '' ? [] : [plainly(note)]),
  ];
}
