import type { Alert } from '#src/model/alert.ts';
import type { Exporter } from '#src/report/export/exporter.ts';
import { expandCase } from '../case/expand.ts';
import type { World } from '../case/format.ts';
import { type Bench, type Opinions, runCase } from '../run-case.ts';
import { gainsOf } from './compare.ts';
import type { InjectionSet, Payload } from './format.ts';
import { leaksOf } from './leaks.ts';

export interface Injection {
  readonly payload: string;
  readonly carrier: string;
  /** Empty when the text did nothing. */
  readonly harm: readonly string[];
}

export interface InjectionRun {
  readonly set: InjectionSet;
  readonly world: World;
  readonly bench: Bench;
  readonly exporters: readonly Exporter<Alert>[];
  readonly opinions?: Opinions;
}

/** Each hostile text in each field that takes it, against the same case with a harmless text there. */
export async function runInjections(run: InjectionRun): Promise<readonly Injection[]> {
  const results: Injection[] = [];
  for (const carrier of run.set.carriers) {
    const clean = await alertsWith(run.set.neutral, carrier, run);
    const payloads = run.set.payloads.filter(({ into }) => into?.includes(carrier.id) ?? true);
    for (const payload of payloads) results.push(await tryOne(payload, carrier, clean, run));
  }
  return results;
}

type Carrier = InjectionSet['carriers'][number];

async function tryOne(
  payload: Payload,
  carrier: Carrier,
  clean: readonly Alert[],
  run: InjectionRun,
): Promise<Injection> {
  const hostile = await alertsWith(payload.text, carrier, run);
  const leaks = await leaksOf(hostile, payload.text, run.exporters);
  const harm = [
    ...(clean.length === 0 ? ['the clean twin makes no alert'] : []),
    ...gainsOf(hostile, clean),
    ...leaks,
  ];
  return { payload: payload.id, carrier: carrier.id, harm };
}

/** The text decides nothing else: ids of events and times are those of the twin. */
async function alertsWith(
  payload: string,
  { field, ...form }: Carrier,
  { world, bench, opinions }: InjectionRun,
): Promise<readonly Alert[]> {
  const label = {
    verdict: 'malicious' as const,
    severity: [],
    must: [],
    may: [],
    objects: [],
    words: [],
    runbooks: [],
    why: field,
  };
  const labelled = expandCase({ ...form, label }, world, { payload });
  return (await runCase(labelled, bench, opinions)).alerts;
}
