import type { Alert } from '#src/model/alert.ts';
import { joined, plainly, type Said, unknown } from './said.ts';

/** What a language model added: whose words they are, what they say, and how much of the answer was removed. */
export function opinionOf({ model }: Alert['analysis']): readonly Said[] {
  if (model === undefined) return [];
  const { status, provider, model: name, why, statements, verdict, facts, note } = model;
  const author = `${provider} ${name}`;
  if (status !== 'used' && status !== 'cached')
    return [unknown(`${author} has not judged it: ${why ?? status}`)];
  const cited = (ids: readonly string[]) => (ids.length === 0 ? '' : ` [${ids.join(', ')}]`);
  const judged =
    verdict && plainly(`verdict ${verdict.verdict}: ${verdict.why}${cited(verdict.facts)}`);
  return [
    ...statements.map((each) => plainly(`${each.text}${cited(each.facts)}`)),
    ...(judged === undefined ? [] : [judged]),
    ...facts.map(({ id, text }) => plainly(`${id}: ${text}`)),
    plainly(joined([`written by ${author}`, note], '; ')),
  ];
}
