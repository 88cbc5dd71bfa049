import { expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aRecord } from '../../../test/builders.ts';
import { story } from './enrichment.ts';

const acts = Array.from({ length: 14 }, (_, index) => ({
  time: Date.UTC(2026, 2, 3, 12, index),
  eventId: `event-${index}`,
  record: aRecord({ eventName: 'CreateUser', requestParameters: { userName: `user-${index}` } }),
}));

it('tells the calls in order and says how many it leaves out', async () => {
  const subject = aSubject([], { story: { id: 'story-1', alerts: ['a', 'b'], acts } });

  const { value, evidence } = await story.enrich(subject, aContext(), signal);

  expect(value.text).toMatch(
    /^12:00:00 created user user-0; .*; 12:11:00 created user user-11; and 2 more\.$/,
  );
  expect(evidence).toHaveLength(14);
});

it('counts the calls that its alerts have and the story does not hold', async () => {
  const held = acts.slice(0, 2);
  const subject = aSubject([], { story: { id: 's', alerts: ['a', 'b'], acts: held, calls: 40 } });

  const { value } = await story.enrich(subject, aContext(), signal);

  expect(value.text).toBe(
    '12:00:00 created user user-0; 12:01:00 created user user-1; and 38 more.',
  );
});

it('tells of an event that the history no longer holds by its id', async () => {
  const gone = [{ time: 0, eventId: 'event-gone', record: undefined }];
  const subject = aSubject([], { story: { id: 'story-1', alerts: ['a', 'b'], acts: gone } });

  const { value } = await story.enrich(subject, aContext(), signal);

  expect(value.text).toBe('00:00:00 event event-gone.');
});

it('does not apply to an alert that stands alone', () => {
  expect(story.appliesTo(aSubject([aRecord()]), aContext())).toBe(false);
});
