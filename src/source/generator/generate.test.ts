import { describe, expect, it } from 'vitest';
import { CloudEvent, type RawRecord } from '#src/model/cloud-event.ts';
import { accountOfAccessKey } from '#src/normalize/actor/access-key.ts';
import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { generate } from './generate.ts';
import type { GenerateOptions, GroundTruth } from './options.ts';
import { scenarios } from './scenarios/index.ts';

const base: GenerateOptions = {
  seed: 7,
  events: 6000,
  days: 5,
  start: Date.UTC(2026, 10, 2),
  accounts: 4,
  people: 10,
  cardinality: 'low',
  duplicatePercent: 1,
};

function make(options: Partial<GenerateOptions> = {}) {
  const files = [...generate({ ...base, ...options })];
  const truth = files.at(-1);
  const logs = files.slice(0, -1);
  const records: RawRecord[] = logs.flatMap(({ text }) => JSON.parse(text).Records);
  const truths: GroundTruth[] = (truth?.text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { files, logs, records, truths };
}

const usual = make();

describe('the generator', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const again = make();
    const other = make({ seed: 8 });

    expect(again.files).toEqual(usual.files);
    expect(other.files[0]?.text).not.toBe(usual.files[0]?.text);
  });

  it('writes no ground truth where there is none', () => {
    const { files } = make({ scenarios: [] });

    expect(files.every(({ events }) => events > 0)).toBe(true);
  });

  it('makes about as many events as asked for', () => {
    const ids = new Set(usual.records.map((record) => record['eventID']));

    expect(ids.size).toBeGreaterThan(5900);
    expect(ids.size).toBeLessThan(6200);
  });

  it('names its files as CloudTrail does', () => {
    const name =
      /^AWSLogs\/o-exampleorgid\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/2026\/11\/\d\d\/\1_CloudTrail_\2_202611\d\dT\d{4}Z_[A-Z2-7]{16}\.json\.gz$/;

    for (const { path } of usual.logs) expect(path).toMatch(name);
    expect(new Set(usual.files.map(({ path }) => path)).size).toBe(usual.files.length);
  });

  it('puts every record under its own account and region', () => {
    for (const { path, text } of usual.logs) {
      for (const record of JSON.parse(text).Records) {
        expect(path).toContain(`/${record.recipientAccountId}/CloudTrail/${record.awsRegion}/`);
      }
    }
  });

  it('delivers some events twice, and only as exact copies', () => {
    const byId = new Map<unknown, string>();
    let copies = 0;
    for (const record of usual.records) {
      const text = JSON.stringify(record);
      const first = byId.get(record['eventID']);
      if (first === undefined) byId.set(record['eventID'], text);
      else expect(text).toBe(first);
      copies += first === undefined ? 0 : 1;
    }

    expect(copies).toBeGreaterThan(20);
    expect(copies).toBeLessThan(150);
  });

  it.each(['low', 'high'] as const)(
    'writes records that are events, with %s cardinality',
    (cardinality) => {
      const { records } = cardinality === 'low' ? usual : make({ cardinality, events: 2000 });

      for (const record of records) {
        const event = CloudEvent.parse(record);
        expect(event.eventID).toMatch(/^[0-9a-f-]{36}$/);
        expect(event.eventTime).toMatch(/^2026-1[01]-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(event.userIdentity?.type).toBeDefined();
        expect(event.recipientAccountId).toMatch(/^\d{12}$/);
      }
    },
  );

  it('varies what is varied on the high-cardinality kind', () => {
    const distinct = (records: readonly RawRecord[], field: string) =>
      new Set(records.map((record) => record[field])).size;
    const low = make({ cardinality: 'low', scenarios: [] }).records;
    const high = make({ cardinality: 'high', scenarios: [] }).records;

    for (const field of ['sourceIPAddress', 'userAgent']) {
      expect(distinct(high, field)).toBeGreaterThan(2 * distinct(low, field));
    }
    expect(distinct(high, 'errorMessage')).toBeGreaterThan(2 * distinct(low, 'errorMessage'));
  });

  it('holds the account in every access key', () => {
    for (const record of usual.records) {
      const { accessKeyId, accountId } = (record['userIdentity'] ?? {}) as Record<string, string>;
      if (accessKeyId) expect(accountOfAccessKey(accessKeyId)).toBe(accountId);
    }
  });

  it('uses no session key before the event that issued it', () => {
    const issued = new Map<string, string>();
    for (const record of make({ scenarios: [] }).records) {
      const { credentials } = (record['responseElements'] ?? {}) as {
        credentials?: { accessKeyId: string };
      };
      if (credentials) issued.set(credentials.accessKeyId, String(record['eventTime']));
    }

    const used = make({ scenarios: [] }).records.filter((record) =>
      keyOf(record).startsWith('ASIA'),
    );

    expect(used.length).toBeGreaterThan(1000);
    for (const record of used) {
      expect(String(record['eventTime']) >= (issued.get(keyOf(record)) ?? 'never issued')).toBe(
        true,
      );
    }
  });

  it('writes an assumption into another account on both sides, under one shared id', () => {
    const copies = Map.groupBy(
      usual.records.filter(
        (record) => record['sharedEventID'] !== undefined && record['eventName'] === 'AssumeRole',
      ),
      (record) => record['sharedEventID'],
    );
    const pairs = [...copies.values()].filter(
      (group) => new Set(group.map((record) => record['recipientAccountId'])).size === 2,
    );

    expect(pairs.length).toBeGreaterThan(5);
    for (const [first, second] of pairs) {
      expect(first?.['responseElements']).toEqual(second?.['responseElements']);
    }
  });

  it('has quiet nights and busy days', () => {
    const people = usual.records.filter((record) => actorKeyOf(record).includes('@example.com'));
    const night = people.filter((record) => / ?T0[0-4]/.test(String(record['eventTime'])));

    expect(night.length).toBeLessThan(people.length / 5);
  });

  it('refuses a scenario that it does not know', () => {
    expect(() => make({ scenarios: ['no-such-attack'] })).toThrow('no-such-attack');
  });
});

describe('the ground truth', () => {
  it('holds every scenario', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(15);
    expect(usual.truths.map(({ scenario }) => scenario)).toEqual(scenarios.map(({ id }) => id));
  });

  it.each(scenarios.map(({ id }) => id))(
    '%s names events that were delivered, and the actor of some',
    (id) => {
      const truth = usual.truths.find(({ scenario }) => scenario === id);
      const ids = new Set(truth?.eventIds);
      const events = usual.records.filter((record) => ids.has(String(record['eventID'])));

      expect(ids.size).toBeGreaterThan(0);
      expect(new Set(events.map((record) => record['eventID'])).size).toBe(ids.size);
      expect(events.map(actorKeyOf)).toContain(truth?.actor);
    },
  );

  it('is the same attack with and without the others', () => {
    const alone = make({ scenarios: ['org-leave'] }).truths[0];

    expect(alone?.eventIds).toEqual(
      usual.truths.find(({ scenario }) => scenario === 'org-leave')?.eventIds,
    );
  });
});

function keyOf(record: RawRecord): string {
  const { accessKeyId } = (record['userIdentity'] ?? {}) as Record<string, string>;
  return accessKeyId ?? '';
}
