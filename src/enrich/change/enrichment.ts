import { changesOf } from '#src/normalize/derived/changes.ts';
import { defineEnrichment } from '../enrichment.ts';
import { effectsIn } from './effects.ts';
import { Change } from './schema.ts';

export const change = defineEnrichment<Change>({
  id: 'change',
  title: 'What was changed, and what became possible for whom',
  configuredBy: ['accounts'],
  value: Change,
  timeoutMs: 30_000,
  needs: 'event to read',

  appliesTo: ({ records }) => records.length > 0,

  async enrich({ records }, { settings, history }) {
    const all = records.flatMap((record) => changesOf(record, settings));
    const changes = [...new Map(all.map((each) => [each.text, each])).values()];
    const found = await effectsIn(records, settings, history);
    const shown = found.effects.flatMap(({ eventId, beforeEventId = '' }) => [
      eventId,
      beforeEventId,
    ]);
    const evidence = [...changes.map((each) => each.evidence), ...shown].filter((id) => id !== '');
    return { value: { changes, ...found }, evidence: [...new Set(evidence)] };
  },
});
