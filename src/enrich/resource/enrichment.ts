import { isoTime } from '#src/model/time.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { Tally, TallyQuestion } from '../history.ts';
import { dayAround, dayOfActor, monthBefore } from '../surroundings.ts';
import { dataEventsOf, dataQuestions, noteOf } from './data-events.ts';
import { labelsOf, tagsOf } from './labels.ts';
import { readsOf } from './reads.ts';
import { Resource } from './schema.ts';
import { type Touched, touchedBy } from './touched.ts';

const mostResources = 8;
const mostUsers = 5;

export const resource = defineEnrichment({
  id: 'resource',
  title: 'What was touched, who uses it, and which data was read',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
  configuredBy: ['accounts', 'resources'],
  value: Resource,
  timeoutMs: 30_000,
  needs: 'event that names anything',

  appliesTo: ({ records, actor }) => records.length > 0 && actor.key !== '',

  async enrich(subject, { history, config }) {
    const touched = touchedBy(subject.records);
    const shown = touched.slice(0, mostResources);
    const data = dataQuestions(subject, shown);
    const users = shown.map((each) => usersQuestion(subject, each));
    const [day = [], ...answers] = await history.tally([
      dayOfActor(subject),
      ...users,
      ...data.map(({ question }) => question),
    ]);
    const reads = await readsOf(subject, history, day);
    const dataEvents = dataEventsOf(data, answers.slice(users.length));
    const note = noteOf(dataEvents);
    const tags = tagsOf(subject.records);
    const around = dayAround(subject);
    return {
      value: {
        resources: shown.map((each, index) => ({
          ...each,
          ...labelsOf(each, config, tags),
          users: usersOf(answers[index] ?? [], subject),
        })),
        resourceCount: touched.length,
        reads: { from: isoTime(around.from), to: isoTime(around.to), ...reads.value },
        dataEvents,
        ...(note === undefined ? {} : { note }),
      },
      evidence: [...new Set([...subject.events.slice(0, 5), ...reads.evidence])],
    };
  },
});

/** Without the day of the alert: what is asked is who else has business with it. */
function usersQuestion(subject: Subject, { resource: name }: Touched): TallyQuestion {
  return { where: { resource: name }, ...monthBefore(subject), by: ['actor'], limit: 200 };
}

function usersOf(
  rows: readonly Tally[],
  { actor }: Subject,
): Resource['resources'][number]['users'] {
  return {
    events: rows.reduce((sum, { count }) => sum + count, 0),
    actors: rows.slice(0, mostUsers).map(({ values, count, writes, failed, lastSeen }) => ({
      actor: values[0] ?? '',
      events: count,
      writes,
      failed,
      lastSeen: isoTime(lastSeen),
    })),
    actorCount: rows.length,
    knownToActor: rows.some(({ values }) => values[0] === actor.key),
  };
}
