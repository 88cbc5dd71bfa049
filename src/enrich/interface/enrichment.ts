import { eventIdOf } from '#src/normalize/event-id.ts';
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
    return { value: interfaceOf(acting), evidence: [eventIdOf(acting)] };
  },
});
