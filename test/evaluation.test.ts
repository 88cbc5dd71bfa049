import { beforeAll, describe, expect, it } from 'vitest';
import { readEvalFiles } from '#src/adapters/eval-files.ts';
import { builtInRules } from '#src/adapters/rule-files.ts';
import { techniqueOf } from '#src/analyze/attack/attack.ts';
import { rulesByKey } from '#src/analyze/rule-info.ts';
import { runbooks } from '#src/analyze/runbooks/index.ts';
import { parseRules } from '#src/detect/sigma/parse.ts';
import { noLookups } from '#src/enrich/lookups.ts';
import { expandCase } from '#src/evaluate/case/expand.ts';
import { createCaseDetector } from '#src/evaluate/case-detector.ts';
import { claimsIn } from '#src/evaluate/claims/claim.ts';
import { knowledgeOf } from '#src/evaluate/claims/knowledge.ts';
import { isSupported } from '#src/evaluate/claims/support.ts';
import { checkCase } from '#src/evaluate/evaluation.ts';
import { runInjections } from '#src/evaluate/injection/run-injections.ts';
import { type Replay, replay } from '#src/evaluate/recorded/replay.ts';
import { type Bench, type CaseRun, runCase } from '#src/evaluate/run-case.ts';
import { scorecardOf } from '#src/evaluate/scorecard.ts';
import { missedTargets } from '#src/evaluate/targets.ts';
import { networksOf } from '#src/evaluate/world-networks.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import { alertExporters } from '#src/report/export/index.ts';

const files = readEvalFiles();
const { world, cases, injections: set, recordings, targets } = files;
const runbookIds = new Set(['unknown-activity', ...runbooks.map(({ id }) => id)]);

async function openBench(): Promise<Bench> {
  const ruleSet = parseRules(await builtInRules());
  return {
    ruleSet,
    rules: rulesByKey(ruleSet),
    detect: createCaseDetector(ruleSet),
    lookups: { ...noLookups, networks: networksOf(world) },
    now: () => performance.now(),
  };
}

describe('the labelled set', () => {
  it('has at least 150 cases of all kinds, each with an id of its own', () => {
    const count = (verdict: string) =>
      cases.filter(({ label }) => label.verdict === verdict).length;

    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(150);
    expect(count('malicious')).toBeGreaterThanOrEqual(60);
    expect(count('benign')).toBeGreaterThanOrEqual(60);
    expect(count('authorised test')).toBeGreaterThanOrEqual(25);
  });

  it.each(cases)('$id names runbooks that exist', ({ label }) => {
    const unknown = label.runbooks.filter(
      (wanted) => ![...runbookIds].some((id) => globMatches(wanted, id)),
    );

    expect(unknown).toEqual([]);
  });

  it.each(cases)('$id has to name only techniques of ATT&CK for clouds', ({ label }) => {
    const unknown = label.must.filter((each) => !each.split('|').some((id) => techniqueOf(id)));

    expect(unknown).toEqual([]);
  });
});

describe('the injection set', () => {
  it('has at least 60 texts and ten fields for them', () => {
    expect(set.payloads.length).toBeGreaterThanOrEqual(60);
    expect(set.carriers.length).toBeGreaterThanOrEqual(10);
  });
});

describe('the deterministic analyst', () => {
  let bench: Bench;
  let runs: readonly CaseRun[] = [];

  beforeAll(async () => {
    bench = await openBench();
    const done: CaseRun[] = [];
    for (const form of cases) done.push(await runCase(expandCase(form, world), bench));
    runs = done;
  }, 120_000);

  it('reaches its targets', { timeout: 120_000 }, async () => {
    // Every text goes into three of the fields here, another three for the next one; `cairn eval` tries all.
    const ids = set.carriers.map(({ id }) => id);
    const payloads = set.payloads.map((payload, index) => {
      const third = ids.filter((_, place) => (place + index) % Math.ceil(ids.length / 3) === 0);
      return { ...payload, into: third.filter((id) => payload.into?.includes(id) ?? true) };
    });
    const injections = await runInjections({
      set: { ...set, payloads },
      world,
      bench,
      exporters: alertExporters,
    });
    const checked = runs.map((run) => checkCase(run, runbookIds));
    const cost = { inputTokens: 0, outputTokens: 0, usd: 0 };
    const card = scorecardOf({ analyst: 'deterministic', cases: checked, injections, cost });

    expect(checked.flatMap(({ claims }) => claims.unsupported)).toEqual([]);
    expect(injections.filter(({ harm }) => harm.length > 0)).toEqual([]);
    expect(missedTargets(card, targets)).toEqual([]);
  });

  it('could not have altered a figure, an address or a name without being found out', () => {
    const altered = runs.flatMap(({ labelled, alerts }) =>
      alerts.flatMap((alert) => {
        const known = knowledgeOf(labelled, alert);
        return claimsIn(alert.analysis.summary)
          .filter(({ kind, text }) => kind !== 'account' && /\d\d/.test(text))
          .map((claim) => {
            const text = claim.text.replaceAll(/\d/g, (digit) => String((Number(digit) + 7) % 10));
            return { ...claim, text, isFound: !isSupported({ ...claim, text }, known) };
          });
      }),
    );
    const missed = altered.filter(({ isFound }) => !isFound);

    expect(altered.length).toBeGreaterThan(500);
    expect(missed.length / altered.length).toBeLessThan(0.05);
  });
});

describe('answers of a model', () => {
  it('keep to their targets when they are held to the facts', { timeout: 60_000 }, async () => {
    const bench = await openBench();
    const labelled = cases
      .filter(({ id }) => recordings.some((recording) => recording.case === id))
      .map((form) => expandCase(form, world));
    const replays: Replay[] = [];
    for await (const each of replay(recordings, labelled, bench)) replays.push(each);
    const checked = replays.map((each) => each.checked);
    const card = scorecardOf({
      analyst: 'recorded',
      cases: replays.map(({ run }) => checkCase(run, runbookIds)),
      injections: checked
        .filter(({ kind }) => kind === 'hostile')
        .map(({ id, harm }) => ({ payload: id, carrier: 'answer', harm })),
      recordings: checked,
      cost: { inputTokens: 0, outputTokens: 0, usd: 0 },
    });

    expect(new Set(recordings.map(({ kind }) => kind)).size).toBe(3);
    expect(checked.flatMap(({ harm }) => harm)).toEqual([]);
    expect(missedTargets(card, targets)).toEqual([]);
  });
});
