import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { iaasTechniques } from '#src/analyze/attack/iaas-techniques.ts';
import { runbooks } from '#src/analyze/runbooks/index.ts';
import { createCorrelator } from '#src/detect/sigma/correlate/correlator.ts';
import { correlationFields, createFieldReader } from '#src/detect/sigma/correlate/fields.ts';
import { compileMatcher } from '#src/detect/sigma/matcher.ts';
import { parseRules } from '#src/detect/sigma/parse.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import type { Detection } from '#src/model/detection.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import { severities } from '#src/model/severity.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { deriveSettingsOf } from '#src/normalize/derived/settings.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';

const rulesFolder = import.meta.dirname;
const folders = readdirSync(rulesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const ruleSet = parseRules(
  folders.map((folder) => ({
    file: `${folder}/rule.yml`,
    text: readFileSync(join(rulesFolder, folder, 'rule.yml'), 'utf8'),
  })),
);
const config = Config.parse(
  JSON.parse(readFileSync(join(rulesFolder, 'test-config.json'), 'utf8')),
);
const settings = deriveSettingsOf(config);
const derive = (record: RawRecord) => deriveFields(record, settings);
const { matcher, problems } = compileMatcher(ruleSet.rules, { derive });

/** The documents of one folder; the first is the rule that alerts, the others are its base rules. */
function documentsOf(folder: string): readonly Record<string, unknown>[] {
  const text = readFileSync(join(rulesFolder, folder, 'rule.yml'), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS());
}

function eventsOf(folder: string, kind: 'matches' | 'ignores'): readonly string[] {
  const path = join(rulesFolder, folder, kind);
  return existsSync(path) ? readdirSync(path) : [];
}

const pack = folders.map((folder) => ({ folder, documents: documentsOf(folder) }));
const tacticsOf = new Map(iaasTechniques.map(([id, , tactics]) => [id, tactics.split(' ')]));

describe('the rule pack', () => {
  it('is valid to the last document', () => {
    expect([...ruleSet.problems, ...problems]).toEqual([]);
    expect(ruleSet.skipped).toBe(0);
  });

  it('gives every document an id of its own', () => {
    const ids = pack.flatMap(({ documents }) => documents.map(({ id }) => id));

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives every base rule a name of its own, for correlations find it by that', () => {
    const names = pack
      .flatMap(({ documents }) => documents.map(({ name }) => name))
      .filter((name) => name !== undefined);

    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(pack)('$folder', ({ folder, documents }) => {
  const [rule = {}] = documents;

  it('is named in kebab-case and says what it finds', () => {
    expect(folder).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule).toMatchObject({
      title: expect.stringMatching(/^.{10,100}$/),
      status: 'test',
      description: expect.stringMatching(/.{40}/),
    });
    expect(severities).toContain(rule['level']);
    expect(rule['falsepositives']).toEqual(expect.arrayContaining([expect.any(String)]));
  });

  it('has a UUID of version 4 on every document', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

    for (const { id } of documents) expect(id).toMatch(uuid);
  });

  it('refers to documentation on the web', () => {
    expect(rule['references']).toEqual(
      expect.arrayContaining([expect.stringMatching(/^https:\/\/[^ ]+$/)]),
    );
  });

  it('is tagged with techniques of ATT&CK version 19 and one of the tactics of each', () => {
    const tags = [rule['tags']].flat().map(String);
    const techniques = tags.filter((tag) => /^attack\.t\d/.test(tag));
    const tactics = tags.filter((tag) => !/^attack\.t\d/.test(tag));

    expect(techniques).not.toEqual([]);
    for (const technique of techniques) {
      const possible = tacticsOf.get(technique.replace('attack.t', 'T')) ?? [];
      expect(possible.map((tactic) => `attack.${tactic}`)).toSatisfy((names: string[]) =>
        names.some((name) => tactics.includes(name)),
      );
    }
  });

  it('carries an event that it matches and two that it ignores', () => {
    expect(eventsOf(folder, 'matches').length).toBeGreaterThanOrEqual(1);
    expect(eventsOf(folder, 'ignores').length).toBeGreaterThanOrEqual(2);
  });

  it('is covered by a runbook of its own', () => {
    const covering = runbooks.filter(({ appliesTo }) =>
      (appliesTo.rules ?? []).some((pattern) => globMatches(pattern, folder)),
    );

    expect(covering.map(({ id }) => id)).not.toEqual([]);
  });
});

const correlated = new Set(ruleSet.correlations.map(({ file }) => file));
const single = folders.filter((folder) => !correlated.has(`${folder}/rule.yml`));

describe.each(single)('%s', (folder) => {
  const isFound = (kind: string, file: string) => {
    const record = JSON.parse(readFileSync(join(rulesFolder, folder, kind, file), 'utf8'));
    const found = matcher.match(record).map((index) => matcher.rules[index]?.file);
    return found.includes(`${folder}/rule.yml`);
  };

  it.each(eventsOf(folder, 'matches'))('matches %s', (file) => {
    expect(isFound('matches', file)).toBe(true);
  });

  it.each(eventsOf(folder, 'ignores'))('ignores %s', (file) => {
    expect(isFound('ignores', file)).toBe(false);
  });
});

const readers = new Map(
  [...correlationFields(ruleSet)].map(([key, names]) => [key, createFieldReader(names, derive)]),
);

function detectionsOf(record: RawRecord): readonly Detection[] {
  return matcher.match(record).flatMap((index) => {
    const rule = matcher.rules[index]?.key ?? '';
    const fields = readers.get(rule)?.(new WholeRecord().of(record)) ?? {};
    return [
      {
        rule,
        time: Date.parse(String(record['eventTime'])),
        eventId: String(record['eventID']),
        eventName: String(record['eventName']),
        eventSource: String(record['eventSource']),
        account: '',
        region: '',
        actorKey: '',
        accessKey: '',
        sourceIp: '',
        resourceClass: '',
        fields,
      },
    ];
  });
}

const mainIds = new Set(pack.map(({ documents }) => documents[0]?.['id']));
const shown = ruleSet.correlations.filter(({ id }) => mainIds.has(id));

describe.each(shown)('$title', ({ key, file }) => {
  const folder = file.replace('/rule.yml', '');
  const isFound = (kind: string, name: string) => {
    const records: RawRecord[] = JSON.parse(
      readFileSync(join(rulesFolder, folder, kind, name), 'utf8'),
    );
    const detections = records.flatMap(detectionsOf).toSorted((a, b) => a.time - b.time);
    const correlator = createCorrelator(ruleSet);
    const found = detections.flatMap((detection) => correlator.add(detection));
    return [...found, ...correlator.end()].some(({ rule }) => rule === key);
  };

  it.each(eventsOf(folder, 'matches'))('matches %s', (name) => {
    expect(isFound('matches', name)).toBe(true);
  });

  it.each(eventsOf(folder, 'ignores'))('ignores %s', (name) => {
    expect(isFound('ignores', name)).toBe(false);
  });
});
