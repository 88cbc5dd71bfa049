import { beforeAll, describe, expect, it } from 'vitest';
import { builtInRules } from '#src/adapters/rule-files.ts';
import { alertIdOf } from '#src/alert-id.ts';
import { rulesByKey } from '#src/analyze/rule-info.ts';
import { readDetectionLine } from '#src/detect/detection-line.ts';
import type { AlertGroup } from '#src/detect/group/alert-group.ts';
import { groupSignals } from '#src/detect/group/group.ts';
import { parseRules, type RuleDocument } from '#src/detect/sigma/parse.ts';
import { signalsOf } from '#src/detect/signals.ts';
import { memoryHistory } from '#src/evaluate/memory-history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Detection } from '#src/model/detection.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import { relate } from '#src/pipeline.ts';
import type { CaseIndex } from '#src/relate/case-index.ts';
import { generate } from '#src/source/generator/generate.ts';
import type { GroundTruth } from '#src/source/generator/options.ts';
import { openDetector } from '#src/workers/detector.ts';
import { aConfig } from '../builders.ts';

const config = aConfig({
  accounts: ['111122223333', '444455556666', '777788889999'].map((id) => ({ id, name: id })),
  egress: ['192.0.2.0/24', '198.51.100.128/25'],
  identities: {
    breakGlass: ['arn:aws:iam::111122223333:root'],
    ci: ['terraform', 'github-infrastructure', 'github-deploy'],
  },
});

interface Played {
  readonly truths: readonly GroundTruth[];
  readonly groups: readonly AlertGroup[];
  readonly cases: CaseIndex;
}

let rules: readonly RuleDocument[] = [];

/** Attacks of these scenarios among ordinary work, through rules and grouping, joined into cases. */
async function play(scenarios: readonly string[] | undefined, seed = 3): Promise<Played> {
  const files = [
    ...generate({
      seed,
      events: 4_000,
      days: 16,
      start: Date.UTC(2026, 10, 2),
      accounts: 3,
      people: 10,
      cardinality: 'low',
      duplicatePercent: 1,
      ...(scenarios && { scenarios }),
    }),
  ];
  const isLog = ({ path }: { readonly path: string }) => path.endsWith('.gz');
  const records: RawRecord[] = files.filter(isLog).flatMap(({ text }) => JSON.parse(text).Records);
  const truth = files.find((file) => !isLog(file))?.text ?? '';
  const truths = truth.split('\n').filter((line) => line !== '');
  const detections = detectionsIn(records);
  const ruleSet = parseRules(rules);
  const signals = () => signalsOf(stream(detections), ruleSet, () => undefined);
  const groups: AlertGroup[] = [];
  for await (const window of groupSignals(signals(), config.alerts)) groups.push(...window.groups);
  const known = { history: memoryHistory(records), config, rules: rulesByKey(ruleSet) };
  return {
    truths: truths.map((line) => JSON.parse(line)),
    groups,
    cases: await relate(signals(), known),
  };
}

/** As the history gives them: ordered, and once however often an event was delivered. */
function detectionsIn(records: readonly RawRecord[]): readonly Detection[] {
  const filter = {};
  const detector = openDetector({ config, filter, s3: {}, rules, withRecords: true });
  for (const record of records) detector.add(new WholeRecord().of(record));
  return [...new Set(detector.take().detections)].toSorted().map(readDetectionLine);
}

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** The cases of an attack's alerts; undefined stands for an alert in none. */
function casesOf({ groups, cases }: Played, { eventIds }: GroundTruth): Set<string | undefined> {
  const ids = new Set(eventIds);
  const own = groups.filter(({ events }) => events.some((id) => ids.has(id)));
  return new Set(own.map(({ key }) => cases.caseIdOf(alertIdOf(key))));
}

/** Share of the cases with attacks that hold the attacks of one alone: what one person does within days is one story. */
function purityOf(played: Played): number {
  const all = played.truths.flatMap((truth) =>
    [...casesOf(played, truth)].map((id) => ({ id, first: truth.chain[0] })),
  );
  const firstsOf = Map.groupBy(
    all.filter(({ id }) => id !== undefined),
    ({ id }) => id,
  );
  const pure = [...firstsOf.values()].filter(
    (attacks) => new Set(attacks.map(({ first }) => first)).size === 1,
  );
  return pure.length / firstsOf.size;
}

beforeAll(async () => {
  rules = await builtInRules();
});

describe('attacks of the generator', () => {
  it('end in one case each', async () => {
    const played = await play(undefined);

    const parted = played.truths
      .filter((truth) => casesOf(played, truth).size !== 1)
      .map(({ scenario }) => scenario);

    expect(played.truths).toHaveLength(21);
    expect(parted).toEqual([]);
  }, 60_000);

  it.each([1, 2, 3])(
    'are hardly ever joined with the attack of another on the same service users, roles and buckets (%i)',
    async (seed) => {
      const played = await play(undefined, seed);

      const parted = played.truths.filter((truth) => casesOf(played, truth).size !== 1);

      expect(parted.map(({ scenario }) => scenario)).toEqual([]);
      expect(purityOf(played)).toBeGreaterThanOrEqual(0.85);
    },
    60_000,
  );

  it.each([1, 2, 3])(
    'of different people stay apart (%i)',
    async (seed) => {
      const played = await play(
        [
          'root-creates-admin',
          'cloudtrail-stopped-then-delete',
          'secrets-mass-read',
          'snapshot-shared-public',
          'bucket-made-public',
          'role-trust-backdoor',
          'policy-version-escalation',
          's3-ransom-ssec',
        ],
        seed,
      );

      const ids = played.truths.map((truth) => [...casesOf(played, truth)].join(' '));
      // Two permission sets of one person are two actors with one first identity.
      const people = Map.groupBy(played.truths, ({ actor, chain }) => chain[0] ?? actor);
      const shared = played.truths.filter((truth, place) => {
        const own = people.get(truth.chain[0] ?? truth.actor);
        return played.truths.some((other, at) => ids[at] === ids[place] && !own?.includes(other));
      });

      expect(shared.map(({ scenario }) => scenario)).toEqual([]);
      expect(ids).not.toContain('');
    },
    60_000,
  );

  it('are told with the way over accounts that led there', async () => {
    const { cases } = await play(['cloudtrail-stopped-then-delete']);

    const links = cases.cases.flatMap((each) => each.links).map(({ by }) => by);

    expect(links).toContain('role-assumption');
  }, 60_000);
});

describe('ordinary work', () => {
  it.each([3, 4, 5])(
    'makes no case (%i)',
    async (seed) => {
      const { cases } = await play([], seed);

      expect(cases.cases).toEqual([]);
    },
    60_000,
  );
});
