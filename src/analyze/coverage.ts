import { type Facts, switchedOff } from '#src/enrich/run.ts';
import type { Coverage, Fact } from '#src/model/alert.ts';
import { joinWords, plain } from './narrative/plain.ts';

/** More would be a list, not a sentence. */
const mostNamed = 6;

/** Which enrichments could look. Skipped ones had nothing to look at, so only those that failed cost confidence. */
export function coverageOf(facts: Facts): Coverage {
  const ids = (coverage: Fact['coverage']) =>
    Object.entries(facts)
      .filter(([, fact]) => fact.coverage === coverage)
      .map(([id]) => id);
  const [ran, skipped, failed] = [ids('ran'), ids('skipped'), ids('failed')];
  return { ran, skipped, failed, note: noteOf(ran, failed, facts) };
}

function noteOf(ran: readonly string[], failed: readonly string[], facts: Facts): string {
  if (ran.length === 0 && failed.length === 0)
    return 'No enrichment looked, so the judgement rests on the event and its rule alone: confidence is low.';
  const off = Object.keys(facts).filter((id) => facts[id]?.why === switchedOff);
  if (failed.length === 0 && off.length > 0)
    return `Everything that applies and is switched on was looked at; switched off: ${joinWords(off)}.`;
  if (failed.length === 0)
    return 'Everything that applies was looked at: coverage does not lower confidence.';
  const shown = failed
    .slice(0, mostNamed)
    .map((id) => `${id} (${plain(facts[id]?.why ?? 'no reason given', 100)})`);
  const more = failed.length > mostNamed ? [`${failed.length - mostNamed} more`] : [];
  const effect = failed.length > 1 ? 'confidence is low' : 'confidence is at most medium';
  return `Could not look at ${joinWords([...shown, ...more])}. What they would have found is unknown, not absent: ${effect}.`;
}
