import { text } from '#src/normalize/untyped.ts';
import { interfaceOf } from '#src/normalize/user-agent/interface.ts';
import { defineEnrichment } from '../enrichment.ts';
import { CallInterface } from './schema.ts';

export const callInterface = defineEnrichment({
  id: 'interface',
  title: 'What the call came through',
  value: CallInterface,
  timeoutMs: 1_000,
  needs: 'user agent',

  appliesTo: ({ acting }) => text(acting?.['userAgent']) !== '',

  async enrich({ acting = {} }) {
    const id = text(acting['eventID']);
    return { value: interfaceOf(acting), evidence: id === '' ? [] : [id] };
  },
});
