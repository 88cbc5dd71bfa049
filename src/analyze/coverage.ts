import { trainedBaseline } from '#src/enrich/anomaly/schema.ts';
import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { Network } from '#src/enrich/network/schema.ts';
import { RoleChain } from '#src/enrich/role-chain/schema.ts';
import { type Facts, switchedOff } from '#src/enrich/run.ts';
import type { Coverage, Fact } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { joinWords, plain, upperFirst } from './narrative/plain.ts';

/** More would be a list, not a sentence. */
const mostNamed = 6;

/**
 * The coverage card: which enrichments could look. Those that failed, knowledge that is too thin, and a baseline that
 * nobody trained cost confidence; those that had nothing to look at do not, nor those that somebody chose to do without.
 */
export function coverageOf(facts: Facts): Coverage {
  const ids = (coverage: Fact['coverage']) =>
    Object.entries(facts)
      .filter(([, fact]) => fact.coverage === coverage)
      .map(([id]) => id);
  const [ran, skipped, failed] = [ids('ran'), ids('skipped'), ids('failed')];
  return { ran, skipped, failed, note: noteOf({ ran, skipped, failed }, facts) };
}

function noteOf({ ran, skipped, failed }: Omit<Coverage, 'note'>, facts: Facts): string {
  if (ran.length === 0 && failed.length === 0)
    return 'No enrichment looked, so the judgement rests on the event and its rule alone: confidence is low.';
  const thin = thinKnowledge(facts);
  const off = skipped.filter((id) => facts[id]?.why === switchedOff);
  const isUntrained = lacksBaseline(facts);
  const idle = skipped.filter((id) => !off.includes(id) && !(isUntrained && id === 'anomaly'));
  const isComplete = [failed, thin, off].every(({ length }) => length === 0) && !isUntrained;
  const sentences = [
    failedSentence(failed, facts),
    thin.length === 0 ? '' : `${upperFirst(joinWords(thin))}: confidence is at most medium.`,
    isUntrained
      ? 'No baseline is trained (cairn baseline train), so whether the session is unusual is unknown: confidence is at most medium.'
      : '',
    isComplete ? 'Everything that applies was looked at: coverage does not lower confidence.' : '',
    off.length === 0
      ? ''
      : `Switched off in the configuration, so what they would have found is unknown: ${off.join(', ')}.`,
    idle.length === 0 ? '' : `Skipped, for what they look at is not there: ${idle.join(', ')}.`,
    missingFiles(facts),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function failedSentence(failed: readonly string[], facts: Facts): string {
  if (failed.length === 0) return '';
  const shown = failed
    .slice(0, mostNamed)
    .map((id) => `${id} (${plain(facts[id]?.why ?? 'no reason given', 100)})`);
  const more = failed.length > mostNamed ? [counted(failed.length - mostNamed, 'other')] : [];
  const effect = failed.length > 1 ? 'confidence is low' : 'confidence is at most medium';
  return `Could not look at ${joinWords([...shown, ...more])}. What they would have found is unknown, not absent: ${effect}.`;
}

/** True where nobody trained the model of what is usual: it could not look, which is not that it found nothing. */
export function lacksBaseline(facts: Facts): boolean {
  return facts['anomaly']?.why === `there is no ${trainedBaseline}`;
}

/** What was looked at and is not enough. */
function thinKnowledge(facts: Facts): readonly string[] {
  const seen = FirstSeen.safeParse(facts['first-seen']?.value).data;
  const chain = RoleChain.safeParse(facts['role-chain']?.value).data;
  const thin = [
    seen?.enoughForAccount === false ? 'the history of the account is too short' : '',
    seen?.enoughForActor === false ? 'the history of the actor is too short' : '',
    chain?.complete === false ? 'the first identity is not certain' : '',
  ];
  return thin.filter((words) => words !== '');
}

function missingFiles(facts: Facts): string {
  const missing = Network.safeParse(facts['network']?.value).data?.notLookedUp ?? [];
  if (missing.length === 0) return '';
  const what = missing.map(({ what: source }) => source);
  return `No file was supplied for ${joinWords(what)}, so nothing of that kind was looked up.`;
}
