import { describe, expect, it } from 'vitest';
import { callOf } from '#src/detect/baseline/call-of.ts';
import type { NetworkNaming } from '#src/detect/baseline/model.ts';
import { prefixOf } from '#src/detect/baseline/network.ts';
import { buildSessions } from '#src/detect/baseline/session.ts';
import { startTraining } from '#src/detect/baseline/train.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aConfig, anIamUser, aRecord } from '../../../test/builders.ts';
import type { Baseline } from '../baseline.ts';
import { anomaly } from './enrichment.ts';

const noon = Date.UTC(2026, 2, 3, 12);
const dayMs = 86_400_000;
const at = (time: number) => new Date(time).toISOString();

/** Alice lists users once a day. */
function trained(days: number, networks: NetworkNaming = 'prefix'): Baseline {
  const trainer = startTraining();
  const builder = buildSessions(prefixOf);
  for (let day = days; day > 0; day -= 1) {
    const record = aRecord({ eventTime: at(noon - (day + 1) * dayMs) });
    for (const session of builder.add(callOf(record))) trainer.add(session);
  }
  for (const session of builder.end()) trainer.add(session);
  const model = trainer.finish({ trainedAt: '2026-03-02T00:00:00Z', events: days, networks });
  return { version: '1-test', trainedAt: model.info.trainedAt, model };
}

const usual = aRecord({ eventTime: at(noon) });
const theft = [1, 2, 3].map((minute) =>
  aRecord({
    eventTime: at(noon + minute * 60_000),
    eventName: 'CreateAccessKey',
    sourceIPAddress: '203.0.113.200',
    userAgent: 'Boto3/1.40.61',
  }),
);

async function found(own: readonly RawRecord[], baseline: Baseline, fields = {}) {
  const context = aContext({ events: [usual, ...theft], lookups: { baseline }, ...fields });
  return anomaly.enrich(aSubject(own), context, signal);
}

describe('anomaly', () => {
  it('is asked only where a baseline was trained', () => {
    const subject = aSubject([usual]);

    expect(anomaly.appliesTo(subject, aContext())).toBe(false);
    expect(anomaly.missing?.(subject, aContext())).toContain('trained baseline');
    expect(anomaly.appliesTo(subject, aContext({ lookups: { baseline: trained(3) } }))).toBe(true);
  });

  it('scores the session of the alert and says what drove it', async () => {
    const { value, evidence } = await found(theft.slice(1, 2), trained(30));

    expect(value.session).toMatchObject({ calls: 4, distinctActions: 2, of: 1 });
    expect(value.drivers.map(({ feature }) => feature)).toContain('rarestAction');
    expect(value.percentile).toBeGreaterThan(90);
    expect(value).toMatchObject({ sessionsOfActor: 30, ageDays: 2, model: { version: '1-test' } });
    expect(evidence[0]).toBe(theft[1]?.['eventID']);
    expect(evidence).toHaveLength(4);
  });

  it('takes the thresholds from the configuration', async () => {
    const strict = aConfig({ baseline: { unusual: 50, veryUnusual: 60 } });

    const { value } = await found(theft, trained(30), { config: strict });

    expect(value.level).toBe('very-unusual');
  });

  it('judges the most unusual session when the alert is of several', async () => {
    const later = aRecord({ eventTime: at(noon + 3 * 3_600_000), eventName: 'DeleteUser' });
    const context = aContext({ events: [usual, later], lookups: { baseline: trained(30) } });

    const { value } = await anomaly.enrich(aSubject([usual, later]), context, signal);

    expect(value.session).toMatchObject({ from: at(noon + 3 * 3_600_000), of: 2 });
  });

  it.each([
    [trained(5), 'not enough history: the model was trained on 4 days, 14 are needed'],
    [
      trained(30, 'asn'),
      'the network was not judged: the model names networks by a file that is not there',
    ],
  ])('says what limits the model (%#)', async (baseline, note) => {
    expect((await found(theft, baseline)).value.note).toContain(note);
  });

  it('says that the model does not know the actor', async () => {
    const stranger = aRecord({ eventTime: at(noon), userIdentity: anIamUser('mallory') });

    const { value } = await found([stranger], trained(30));

    expect(value.note).toContain('does not know this actor');
    expect(value.sessionsOfActor).toBe(0);
  });
});
