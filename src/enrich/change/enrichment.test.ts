import { expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aRecord } from '../../../test/builders.ts';
import { change } from './enrichment.ts';

it('says each change once, with the event that proves it', async () => {
  const create = { eventName: 'CreateUser', requestParameters: { userName: 'bob' } };
  const first = aRecord(create);
  const records = [first, aRecord(create), aRecord({ ...create, errorCode: 'AccessDenied' })];

  const { value, evidence } = await change.enrich(aSubject(records), aContext(), signal);

  expect(value.changes.map(({ text }) => text)).toEqual([
    'created user bob',
    'tried to create user bob, refused: AccessDenied',
  ]);
  expect(evidence).toHaveLength(2);
});

it('does not apply without a record', () => {
  expect(change.appliesTo(aSubject([]), aContext())).toBe(false);
});
