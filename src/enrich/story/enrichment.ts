import { changesOf } from '#src/normalize/derived/changes.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type EnrichContext, type StoryAct } from '../enrichment.ts';
import { StoryFact } from './schema.ts';

const mostTold = 12;

export const story = defineEnrichment({
  id: 'story',
  title: 'The act that this call is a part of',
  value: StoryFact,
  timeoutMs: 5_000,
  needs: 'other alert of the same actor within minutes',

  appliesTo: (subject) => subject.story !== undefined,

  async enrich(subject, { config }) {
    const { id, alerts, acts } = subject.story ?? { id: '', alerts: [], acts: [] };
    const told = acts.map((act) => ({
      time: new Date(act.time).toISOString(),
      eventId: act.eventId,
      what: whatOf(act, config),
    }));
    return {
      value: { id, alerts: [...alerts], acts: told, text: tell(told) },
      evidence: told.map(({ eventId }) => eventId),
    };
  },
});

function whatOf({ record, eventId }: StoryAct, config: EnrichContext['config']): string {
  if (record === undefined) return `event ${eventId}`;
  const name = plainEventName(text(record['eventName']));
  const error = text(record['errorCode']);
  if (error !== '') return `${name} failed with ${error}`;
  const [sentence] = changesOf(record, { accounts: config.accounts.map(({ id }) => id) });
  return sentence === undefined ? name : `${name}: ${sentence}`;
}

function tell(acts: StoryFact['acts']): string {
  const shown = acts
    .slice(0, mostTold)
    .map(({ time, what }) => `${time.slice(11, 19)} ${what.replace(/\.$/, '')}`);
  const rest = acts.length - shown.length;
  return `${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
