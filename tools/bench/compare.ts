import type { Measure } from './measures.ts';
import type { Run } from './run-process.ts';
import { median } from './statistics.ts';
import type { Row } from './table.ts';

const peakBudgetMb = 600;

export type Runs = ReadonlyMap<Measure, readonly Run[]>;

/** Every measure once, then every measure again, so that a slow minute of the machine does not fall on one alone. */
export async function runInterleaved(measures: readonly Measure[], rounds: number): Promise<Runs> {
  const runs = new Map<Measure, Run[]>(measures.map((measure) => [measure, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const measure of measures) {
      const run = await measure.run();
      runs.get(measure)?.push(run);
      const place = `${measure.corpus.kind} ${measure.corpus.events}`;
      process.stderr.write(
        `bench: round ${round} · ${place} · ${measure.name}: ${(run.wallMs / 1000).toFixed(2)} s, ${Math.round(run.peakMb)} MB\n`,
      );
    }
  }
  return runs;
}

export function rowsOf(runs: Runs): readonly Row[] {
  return [...runs].flatMap(([measure, own]) => {
    const floor = floorOf(runs, measure);
    return measure.budget === undefined || floor === undefined
      ? [floorRow(measure, own)]
      : [ratioRow(measure, own, floor)];
  });
}

function floorOf(runs: Runs, { corpus }: Measure): readonly Run[] | undefined {
  return [...runs].find(([other]) => other.corpus === corpus && other.budget === undefined)?.[1];
}

function floorRow({ name, corpus }: Measure, runs: readonly Run[]): Row {
  return {
    corpus: corpusText(corpus),
    name,
    figures: `${secondsOf(runs)}, ${speedOf(corpus.events, runs)}`,
    budget: '',
    ok: true,
  };
}

function ratioRow(
  { name, corpus, budget = 0 }: Measure,
  runs: readonly Run[],
  floor: readonly Run[],
): Row {
  const ratio = median(wallsOf(runs)) / median(wallsOf(floor));
  const best = Math.min(...wallsOf(runs)) / Math.min(...wallsOf(floor));
  const peak = Math.max(...runs.map(({ peakMb }) => peakMb));
  return {
    corpus: corpusText(corpus),
    name,
    figures: `${ratio.toFixed(2)} × (best ${best.toFixed(2)} ×), ${secondsOf(runs)}, ${speedOf(corpus.events, runs)}, peak ${Math.round(peak)} MB`,
    budget: `≤ ${budget} ×, ≤ ${peakBudgetMb} MB`,
    ok: ratio <= budget && peak <= peakBudgetMb,
  };
}

/** Time an event at each size against the smallest that is large enough not to be start-up alone. */
export function linearityRows(runs: Runs): readonly Row[] {
  const byName = Map.groupBy([...runs], ([measure]) => measure.name);
  return [...byName].flatMap(([name, entries]) => {
    const costs = entries.map(([{ corpus }, own]) => ({
      events: corpus.events,
      micros: (median(wallsOf(own)) * 1000) / corpus.events,
      peak: Math.max(...own.map(({ peakMb }) => peakMb)),
    }));
    const first = costs[0]?.micros ?? Number.NaN;
    return costs.map(({ events, micros, peak }) => ({
      corpus: `low, ${events.toLocaleString('en-US')}`,
      name: `${name}, growth`,
      figures: `${micros.toFixed(1)} µs an event, peak ${Math.round(peak)} MB`,
      budget: `≤ 1.1 × the first size, ≤ ${peakBudgetMb} MB`,
      ok: micros <= first * 1.1 && peak <= peakBudgetMb,
    }));
  });
}

function corpusText({ kind, events }: Measure['corpus']): string {
  return `${kind}, ${events.toLocaleString('en-US')}`;
}

function wallsOf(runs: readonly Run[]): readonly number[] {
  return runs.map(({ wallMs }) => wallMs);
}

function secondsOf(runs: readonly Run[]): string {
  const walls = wallsOf(runs).map((wall) => wall / 1000);
  return `min ${Math.min(...walls).toFixed(2)} s, median ${median(walls).toFixed(2)} s`;
}

function speedOf(events: number, runs: readonly Run[]): string {
  const perSecond = Math.round((events / median(wallsOf(runs))) * 1000);
  return `${perSecond.toLocaleString('en-US')} events/s`;
}
