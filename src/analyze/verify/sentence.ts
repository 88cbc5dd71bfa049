import type { AnswerSentence } from '../analyst/model/answer.ts';
import { unsupported } from './claims.ts';
import { holdsMarkup } from './markup.ts';
import type { RemovalReason } from './reasons.ts';
import { spokenOfUnrun } from './topics.ts';

export interface SentenceContext {
  /** The words of every fact of the sheet, by its id. */
  readonly facts: ReadonlyMap<string, string>;
  /** Enrichments that could look. */
  readonly ran: ReadonlySet<string>;
}

const longestSentence = 500;
const mostCited = 12;

/** Why a sentence may not be shown; undefined when the facts that it cites bear out all that can be checked. */
export function faultOfSentence(
  { text, facts }: AnswerSentence,
  context: SentenceContext,
): RemovalReason | undefined {
  if (text.trim() === '' || text.length > longestSentence) return 'is empty or too long';
  const seen = asSeen(text);
  if (holdsMarkup(text) || holdsMarkup(seen)) return 'holds a link, HTML or Markdown';
  if (facts.length === 0) return 'cites no fact';
  const cited = facts.map((id) => context.facts.get(id));
  if (cited.length > mostCited || cited.includes(undefined))
    return 'cites a fact that does not exist';
  const words = asSeen(cited.join('\n'));
  const unrun = spokenOfUnrun(seen.toLowerCase(), words.toLowerCase(), context.ran);
  if (unrun !== undefined) return 'speaks of an enrichment that did not run';
  return unsupported(withoutIds(seen, facts), words);
}

/**
 * Letters that look like others, or that programs take for others, as what they are taken for: `＜` for `<`, and the full
 * stops of other scripts for ours, as browsers do in names of hosts (https://www.unicode.org/reports/tr46/).
 */
function asSeen(text: string): string {
  return text.normalize('NFKC').replaceAll('。', '.');
}

/** A sentence may name the facts that it cites. */
function withoutIds(text: string, ids: readonly string[]): string {
  return text.replaceAll(/\bF\d+\b/g, (id) => (ids.includes(id) ? '' : id));
}
