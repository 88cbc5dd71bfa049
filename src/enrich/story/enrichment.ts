import { isoTime } from '#src/model/time.ts';
import { changesOf } from '#src/normalize/derived/changes.ts';
import { defineEnrichment, type EnrichContext, type StoryAct } from '../enrichment.ts';
import { StoryFact } from './schema.ts';

const mostTold = 12;

export const story = defineEnrichment({
  id: 'story',
  title: 'The act that this call is a part of',
  configuredBy: ['alerts.storyMinutes'],
  value: StoryFact,
  timeoutMs: 5_000,
  needs: 'other alert of the same actor within minutes',

  appliesTo: (subject) => subject.story !== undefined,

  async enrich(subject, { settings }) {
    const { id, alerts, acts, calls } = subject.story ?? { id: '', alerts: [], acts: [] };
    const told = acts.map((act) => ({
      time: isoTime(act.time),
      eventId: act.eventId,
      what: whatOf(act, settings),
    }));
    return {
      value: { id, alerts: [...alerts], acts: told, text: tell(told, calls ?? told.length) },
      evidence: told.map(({ eventId }) => eventId),
    };
  },
});

function whatOf({ record, eventId }: StoryAct, settings: EnrichContext['settings']): string {
  if (record === undefined) return `event ${eventId}`;
  return changesOf(record, settings)
    .map(({ text }) => text)
    .join(', ');
}

/** Of an alert with many calls the story holds a few: the others are counted. */
function tell(acts: StoryFact['acts'], calls: number): string {
  const shown = acts.slice(0, mostTold).map(({ time, what }) => `${time.slice(11, 19)} ${what}`);
  const rest = Math.max(calls, acts.length) - shown.length;
  return `${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
