import { clean } from '#src/normalize/derived/changes/words.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { Indicators } from '../indicators.ts';
import { type Hit, ThreatIntelligence } from './schema.ts';
import { type Value, valuesOf } from './values.ts';

const mostHits = 20;
/** Calls of a large alert are alike: the first hundreds hold what all hold. */
const mostRecords = 300;

export const threatIntelligence = defineEnrichment({
  id: 'threat-intelligence',
  title: 'What the user’s own threat intelligence knows about it',
  configuredBy: ['intelligence.files'],
  value: ThreatIntelligence,
  timeoutMs: 5_000,
  needs: 'indicator to compare with; name files as intelligence.files in the configuration',

  appliesTo: ({ records }, { lookups }) => lookups.indicators.size > 0 && records.length > 0,

  async enrich(subject, { lookups }) {
    const { indicators } = lookups;
    const values = valuesOf(recordsOf(subject));
    const all = values.map((value) => hitOf(value, indicators)).filter((hit) => hit !== undefined);
    const hits = all.toSorted((a, b) => b.events - a.events).slice(0, mostHits);
    return {
      value: {
        indicators: indicators.size,
        checked: values.length,
        hits,
        more: all.length > hits.length,
      },
      evidence: [...new Set(hits.map(({ eventId }) => eventId))],
    };
  },
});

/** The alert's own calls, then those that are told together with them. */
function recordsOf({ records, story }: Subject) {
  const told = (story?.acts ?? []).map(({ record }) => record);
  return [...new Set([...records, ...told])]
    .filter((record) => record !== undefined)
    .slice(0, mostRecords);
}

function hitOf({ kind, value, where, eventIds }: Value, indicators: Indicators): Hit | undefined {
  const found = indicators.find(kind, value);
  const [eventId] = eventIds;
  if (found === undefined || eventId === undefined) return undefined;
  const { source, note } = found;
  return {
    kind,
    value: clean(value),
    indicator: clean(found.value),
    source: clean(source),
    ...(note === undefined ? {} : { note: clean(note) }),
    where,
    events: eventIds.size,
    eventId,
  };
}
