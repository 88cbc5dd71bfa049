import { describe, expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aRecord } from '../../../test/builders.ts';
import { calls } from './enrichment.ts';

const secrets = Array.from({ length: 12 }, (_, index) =>
  aRecord({
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    eventTime: `2026-03-03T12:00:${String(index).padStart(2, '0')}Z`,
    requestParameters: { secretId: `secret-${index % 4}` },
    ...(index === 0 ? { errorCode: 'AccessDenied' } : {}),
  }),
);
const events = secrets.map((record) => String(record['eventID']));
const subject = {
  ...aSubject(secrets.slice(0, 2)),
  events,
  firstSeen: Date.parse('2026-03-03T12:00:00Z'),
  lastSeen: Date.parse('2026-03-03T12:00:11Z'),
};

describe('calls', () => {
  it('counts calls by outcome, and the things that they name', async () => {
    const { value } = await calls.enrich(subject, aContext({ events: secrets }), signal);

    const action = 'secretsmanager.amazonaws.com:GetSecretValue';
    expect(value).toEqual({
      calls: [
        { action, errorCode: 'AccessDenied', count: 1, resources: 1 },
        { action, errorCode: '', count: 11, resources: 4 },
      ],
      more: false,
    });
  });

  it('leaves out calls that do not belong to the alert', async () => {
    const alone = { ...subject, events: events.slice(0, 3) };

    const { value } = await calls.enrich(alone, aContext({ events: secrets }), signal);

    expect(value.calls.map(({ count }) => count)).toEqual([1, 2]);
  });

  it('is not asked when the evidence is all there is', () => {
    const context = aContext({ events: secrets });

    expect(calls.appliesTo(subject, context)).toBe(true);
    expect(calls.appliesTo({ ...subject, events: events.slice(0, 2) }, context)).toBe(false);
  });
});
