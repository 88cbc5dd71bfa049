import { describe, expect, it } from 'vitest';
import type { Fact } from '#src/model/alert.ts';
import { aCaseFile, type CaseFields } from '../../../test/a-case-file.ts';
import { narrativeOf } from './narrative.ts';

const address = {
  address: '203.0.113.9',
  kind: 'public',
  asn: 64500,
  organization: 'Example Cheap Servers',
  country: 'SG',
  hosting: true,
  lists: ['tor'],
  calls: 3,
  eventId: 'e1',
  actorCallsBefore: 0,
  others: [],
  moreOthers: false,
};
const network = {
  addresses: [address],
  total: 1,
  notLookedUp: [],
  changes: [],
  moreChanges: false,
};
const effect = {
  kind: 'trust',
  text: 'role Admin can now be assumed by account 999988887777, which is not in the organisation',
  resource: 'Admin',
  principals: [],
  external: true,
  public: false,
  privileges: [],
  adminEquivalent: false,
  conditions: [],
  reduces: false,
  tried: false,
  before: 'account 111122223333',
  since: 'x',
  eventId: 'e1',
};
const item = {
  what: '8 × p5.48xlarge',
  service: 'ec2',
  region: 'eu-west-1',
  count: { low: 8, high: 8 },
  tried: false,
  assumptions: [],
  eventId: 'e1',
};

function told(fields: CaseFields): string {
  return narrativeOf(aCaseFile(fields));
}

describe('narrativeOf', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      'what became possible, and what was before',
      { change: { changes: [], effects: [effect], moreEffects: false } },
      'Role Admin can now be assumed by account 999988887777, which is not in the organisation. Before it was: account 111122223333.',
    ],
    [
      'what it costs',
      {
        cost: {
          currency: 'USD',
          items: [item, item],
          more: false,
          perDay: { low: 900, high: 2400 },
          unknown: [],
          prices: { date: '2026-11-01', source: 'list' },
        },
      },
      'What was started (8 × p5.48xlarge) can cost 900 to 2,400 US dollars a day by list prices of 2026-11-01.',
    ],
    [
      'from what sort of place it came',
      { network },
      '203.0.113.9 is AS64500 Example Cheap Servers; SG; machines for rent; on the list tor.',
    ],
    [
      'what nobody could look up',
      { network: { ...network, notLookedUp: [{ what: 'country', why: 'no file' }] } },
      'Not known, for want of a file: where the address is.',
    ],
    [
      'where reads are not recorded',
      {
        resource: {
          resources: [],
          resourceCount: 0,
          reads: { from: 'x', to: 'y', shared: [] },
          dataEvents: [{ service: 's3.amazonaws.com', resource: 'payroll', seen: false }],
        },
      },
      'Reads of data are not recorded for payroll, so what was read there is not known.',
    ],
  ])('tells %s', (_what, facts, sentence) => {
    expect(told({ facts })).toContain(sentence);
  });

  it('names what could not be looked at', () => {
    const failed: Fact = { evidence: [], coverage: 'failed', why: 'no file', tookMs: 1 };

    expect(told({ alert: { facts: { network: failed } } })).toContain(
      'Could not look at: network (no file).',
    );
  });

  it('says nothing about facts that are not there', () => {
    expect(told({})).toBe(
      'Hunt for: other calls of the same actor and access key around this time.',
    );
  });
});
