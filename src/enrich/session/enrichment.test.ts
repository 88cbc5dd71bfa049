import { describe, expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord } from '../../../test/builders.ts';
import { session } from './enrichment.ts';

const at = (time: string, fields: Record<string, unknown>) =>
  aRecord({ eventTime: `2026-03-03T${time}Z`, ...fields });

const read = { eventName: 'ListUsers', readOnly: true };
const act = at('12:00:00', { eventName: 'CreateUser' });

describe('session', () => {
  it('tells the events of the same key in order, reads folded', async () => {
    const events = [
      at('11:50:00', read),
      at('11:51:00', read),
      at('11:52:00', { ...read, errorCode: 'AccessDenied' }),
      act,
      at('12:01:00', { eventName: 'AttachUserPolicy' }),
      at('12:02:00', { userIdentity: anIamUser('bob') }),
    ];

    const { value } = await session.enrich(aSubject([act]), aContext({ events }), signal);

    expect(value.events.map(({ what, count }) => [what, count])).toEqual([
      ['2 reads', 2],
      ['iam:ListUsers (AccessDenied)', 1],
      ['iam:CreateUser', 1],
      ['iam:AttachUserPolicy', 1],
    ]);
    expect(value).toMatchObject({ by: 'accessKey', reads: 3, writes: 2, failed: 1, more: false });
  });

  it('leaves out what lies more than half an hour away', async () => {
    const events = [at('11:20:00', read), act, at('13:10:00', read)];

    const { value } = await session.enrich(aSubject([act]), aContext({ events }), signal);

    expect(value.events).toHaveLength(1);
  });

  it('does not apply where nothing tells a session', () => {
    expect(session.appliesTo(aSubject([{}]), aContext())).toBe(false);
  });
});
