import { describe, expect, it } from 'vitest';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aRecord } from '../../../test/builders.ts';
import type { RelatedAlert, RelatedToOne } from '../related-alerts.ts';
import { related } from './enrichment.ts';

const time = Date.UTC(2026, 2, 3);

function anOther(fields: Partial<RelatedAlert>): RelatedAlert {
  return {
    id: 'other',
    title: 'Another alert',
    severity: 'low',
    time,
    account: '111122223333',
    actor: 'alice',
    sameCase: false,
    shared: [{ by: 'actor', value: 'alice' }],
    ...fields,
  };
}

function contextWith(fields: Partial<RelatedToOne>) {
  const found: RelatedToOne = {
    links: [{ by: 'actor', value: 'alice' }],
    case: undefined,
    others: [],
    actorRisk: { score: 0, level: 'informational', points: [] },
    days: 30,
    halfLifeDays: 7,
    ...fields,
  };
  const of = (id: string) => (id === 'alert-1' ? found : undefined);
  return { ...aContext(), related: { of } };
}

async function relatedTo(fields: Partial<RelatedToOne>) {
  return (await related.enrich(aSubject([aRecord()]), contextWith(fields), signal)).value;
}

describe('related', () => {
  it('lists alerts of the same case first, then the most severe', async () => {
    const others = [
      anOther({ id: 'low' }),
      anOther({ id: 'high', severity: 'high', shared: [{ by: 'ip', value: '203.0.113.9' }] }),
      anOther({ id: 'case', sameCase: true, suppressed: 'known scanner' }),
    ];

    const value = await relatedTo({ others });

    expect(value.alerts.map(({ id }) => id)).toEqual(['case', 'high', 'low']);
    expect(value.alerts[0]).toMatchObject({
      suppressed: 'known scanner',
      time: '2026-03-03T00:00:00.000Z',
    });
    expect(value).toMatchObject({ total: 3, sameCase: 1, sameActor: 2, sameIp: 1, more: false });
  });

  it('is small however many there are, and counts them all', async () => {
    const others = Array.from({ length: 500 }, (_, index) => anOther({ id: String(index) }));

    const value = await relatedTo({ others });

    expect(value.alerts).toHaveLength(20);
    expect(value).toMatchObject({ total: 500, more: true });
  });

  it('says that nothing is related, which is a value', async () => {
    expect(await relatedTo({})).toMatchObject({ total: 0, alerts: [], actorRisk: { score: 0 } });
  });

  it('does not apply where the other alerts were not looked at', () => {
    const subject = aSubject([aRecord()]);

    expect(related.appliesTo(subject, aContext())).toBe(false);
    expect(related.appliesTo({ ...subject, id: 'unknown' }, contextWith({}))).toBe(false);
  });
});
