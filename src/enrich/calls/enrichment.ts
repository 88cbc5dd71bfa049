import { actionOf } from '#src/normalize/action.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { StoredEvent } from '../history.ts';
import { Calls } from './schema.ts';

const mostEvents = 300;

export const calls = defineEnrichment({
  id: 'calls',
  title: 'How often each call was made, and on how many things',
  value: Calls,
  timeoutMs: 30_000,
  needs: 'more than the events that are shown',

  appliesTo: ({ actor, events, records }) =>
    actor.key !== '' && records.length > 0 && events.length > records.length,

  async enrich(subject, { history }) {
    const { actor, firstSeen, lastSeen, events } = subject;
    const questions = actionsOf(subject).map((action) => ({
      where: { actor: actor.key, action },
      from: firstSeen,
      to: lastSeen + 1,
      limit: mostEvents,
    }));
    const answers = await history.events(questions);
    const own = new Set(events);
    const found = answers.flat().filter(({ eventId }) => own.has(eventId));
    return {
      value: {
        calls: [...Map.groupBy(found, kindOf).values()].map(tally),
        more: answers.some(({ length }) => length === mostEvents),
      },
      evidence: found.slice(0, 20).map(({ eventId }) => eventId),
    };
  },
});

function actionsOf({ records }: Subject): readonly string[] {
  const actions = records.map(actionOf);
  return [...new Set(actions)];
}

function kindOf({ eventSource, eventName, errorCode }: StoredEvent): string {
  return JSON.stringify([eventSource, plainEventName(eventName), errorCode]);
}

function tally(events: readonly StoredEvent[]): Calls['calls'][number] {
  const [first] = events;
  const resources = new Set(events.map(({ resource }) => resource).filter((it) => it !== ''));
  return {
    action: `${first?.eventSource}:${plainEventName(first?.eventName ?? '')}`,
    errorCode: first?.errorCode ?? '',
    count: events.length,
    resources: resources.size,
  };
}
