import { expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aRecord } from '../../../test/builders.ts';
import { callInterface } from './enrichment.ts';

it('tells the tool that the caller claims to use', async () => {
  const { value } = await callInterface.enrich(aSubject([aRecord()]), aContext(), signal);

  expect(value).toMatchObject({ kind: 'cli', tool: 'aws-cli', claimed: true });
});

it.each([undefined, '', 7])('does not apply to the user agent %j', (userAgent) => {
  expect(callInterface.appliesTo(aSubject([aRecord({ userAgent })]), aContext())).toBe(false);
});
