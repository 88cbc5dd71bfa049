import type { Alert, Fact } from '#src/model/alert.ts';
import { bag } from '#src/normalize/untyped.ts';
import { tellers } from './known/index.ts';
import { gapOf, plainly, type Said, unknown } from './said.ts';

/** What one enrichment found, in sentences. */
export interface Known {
  readonly label: string;
  readonly said: readonly Said[];
}

/** These have a place of their own on the page. */
const toldElsewhere: ReadonlySet<string> = new Set([
  'role-chain',
  'session',
  'first-seen',
  'change',
  'story',
  'related',
]);

/** What the enrichments found, and where they could not look. What was not applicable is the coverage's to say. */
export function knownOf(alert: Alert): readonly Known[] {
  const asked = tellers.filter(({ id }) => Object.hasOwn(alert.facts, id));
  const absent = tellers.filter((teller) => !asked.includes(teller)).map(({ label }) => label);
  const told = asked.map((teller) => {
    const gap = gapOf(alert, teller.id, teller.schema);
    const fact = alert.facts[teller.id];
    const said = fact?.coverage === 'ran' ? (teller.tell(fact.value) ?? []) : [];
    return { label: teller.label, said: gap === undefined ? said : [gap] };
  });
  const known = new Set([...tellers.map(({ id }) => id), ...toldElsewhere]);
  const others = Object.entries(alert.facts)
    .filter(([id]) => !known.has(id))
    .map(([id, fact]) => ({ label: id, said: plainSaid(fact) }));
  const unasked = absent.length === 0 ? [] : [unknown(`nobody looked at ${absent.join(', ')}`)];
  return [...told, ...others, { label: 'not asked', said: unasked }].filter(
    ({ said }) => said.length > 0,
  );
}

const mostFields = 8;

/** Of an enrichment that nobody has put into words: its simple fields. */
function plainSaid({ coverage, why, value }: Fact): readonly Said[] {
  if (coverage === 'failed') return [unknown(`could not look: ${why ?? 'no reason given'}`)];
  const fields = Object.entries(bag(value))
    .filter(([, field]) => ['string', 'number', 'boolean'].includes(typeof field))
    .slice(0, mostFields)
    .map(([name, field]) => `${name} ${String(field).slice(0, 100)}`);
  return fields.length === 0 ? [] : [plainly(fields.join(' · '))];
}
