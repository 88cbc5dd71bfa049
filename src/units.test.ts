import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { globMatches } from '#src/normalize/policy/glob.ts';
import { bag, text, texts } from '#src/normalize/untyped.ts';
import { currentId, readTags, techniqueOf } from './analyze/attack/attack.ts';
import { runbooks } from './analyze/runbooks/index.ts';
import { enrichments } from './enrich/index.ts';

const root = dirname(fileURLToPath(import.meta.url));
const foldersIn = (room: string) =>
  readdirSync(join(root, room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

const rules = foldersIn('detect/rules').map((name) => {
  const file = join(root, 'detect/rules', name, 'rule.yml');
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((each) => bag(each.toJS()));
  return { name, documents };
});

describe('the house', () => {
  it('lists exactly the enrichments it has, each named after its folder', () => {
    expect(enrichments.map(({ id }) => id).toSorted()).toEqual(foldersIn('enrich'));
  });

  it('lists exactly the runbooks it has, each named after its folder', () => {
    expect(runbooks.map(({ id }) => id).toSorted()).toEqual(foldersIn('analyze/runbooks'));
  });

  it.each([...foldersIn('enrich').map((id) => `enrich/${id}/enrichment.test.ts`)])(
    'tests each unit beside it: %s',
    (file) => {
      expect(existsSync(join(root, file))).toBe(true);
    },
  );

  it('has at least 40 runbooks, and at least 90 rules of which 8 are correlations', () => {
    const correlations = rules.filter(({ documents }) =>
      documents.some((document) => document['correlation'] !== undefined),
    );

    expect(runbooks.length).toBeGreaterThanOrEqual(40);
    expect(rules.length).toBeGreaterThanOrEqual(90);
    expect(correlations.length).toBeGreaterThanOrEqual(8);
  });
});

describe.each(rules)('rule $name', ({ name, documents }) => {
  it('is covered by a runbook', () => {
    const covering = runbooks.filter(({ appliesTo }) =>
      (appliesTo.rules ?? []).some((pattern) => globMatches(pattern, name)),
    );

    expect(covering.map(({ id }) => id)).not.toEqual([]);
  });

  it('names techniques of ATT&CK 19, each with a tactic that it serves', () => {
    const tags = documents.flatMap((document) => texts(document['tags']));
    const { techniques, tactics } = readTags(tags);

    expect(techniques).not.toEqual([]);
    expect(tactics).not.toEqual([]);
    for (const tag of tags.filter((each) => /^attack\.t\d/.test(each))) {
      const id = tag.slice('attack.'.length).toUpperCase();
      const known = techniqueOf(id);
      expect(currentId(id), `${id} has been revoked`).toBe(id);
      expect(known, `${id} is not a technique of IaaS`).toBeDefined();
      expect(
        known?.tactics.some((tactic) => tactics.includes(tactic)),
        `no tactic named for ${id}`,
      ).toBe(true);
    }
  });

  it('says when it may be wrong', () => {
    const named = documents.flatMap((document) => texts(document['falsepositives']));

    expect(named).not.toEqual([]);
    expect(text(documents[0]?.['description'])).not.toBe('');
  });
});
