import { changesOf } from '#src/normalize/derived/changes.ts';
import { text } from '#src/normalize/untyped.ts';
import { defineEnrichment } from '../enrichment.ts';
import { Change } from './schema.ts';

export const change = defineEnrichment({
  id: 'change',
  title: 'What was changed, in plain words',
  value: Change,
  timeoutMs: 5_000,
  needs: 'event that succeeded',

  appliesTo: ({ records }) => records.some((record) => text(record['errorCode']) === ''),

  async enrich({ records }, { config }) {
    const settings = { accounts: config.accounts.map(({ id }) => id) };
    const changed = records
      .filter((record) => text(record['errorCode']) === '')
      .map((record) => ({ id: text(record['eventID']), sentences: changesOf(record, settings) }))
      .filter(({ sentences }) => sentences.length > 0);
    return {
      value: { sentences: [...new Set(changed.flatMap(({ sentences }) => sentences))] },
      evidence: changed.map(({ id }) => id).filter((id) => id !== ''),
    };
  },
});
