import { changesOf } from '#src/normalize/derived/changes.ts';
import { defineEnrichment } from '../enrichment.ts';
import { Change } from './schema.ts';

export const change = defineEnrichment({
  id: 'change',
  title: 'What was changed, in plain words',
  value: Change,
  timeoutMs: 5_000,
  needs: 'event to read',

  appliesTo: ({ records }) => records.length > 0,

  async enrich({ records }, { settings }) {
    const all = records.flatMap((record) => changesOf(record, settings));
    const changes = [...new Map(all.map((each) => [each.text, each])).values()];
    const evidence = new Set(changes.map((each) => each.evidence).filter((id) => id !== ''));
    return { value: { changes }, evidence: [...evidence] };
  },
});
