import type { Signal } from '#src/detect/group/alert-group.ts';
import type { History } from '#src/enrich/history.ts';
import { noLookups } from '#src/enrich/lookups.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import { accountOf, actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { resourceClassOf } from '#src/normalize/resource-class.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { understand } from '#src/pipeline.ts';
import { percentile } from './statistics.ts';
import type { Row } from './table.ts';

const warmUps = 40;
const measured = 120;
const together = 1_000;
const budgets = { oneMs: 50, calls: 100 };

/** From a detection to an understood alert: all enrichments and the deterministic analyst. */
export async function alertRows(
  history: History,
  records: readonly RawRecord[],
  corpus: string,
): Promise<readonly Row[]> {
  const step = records.length / together;
  const spread = Array.from({ length: together }, (_, at) => records[Math.floor(at * step)] ?? {});
  const signals = spread.map(signalOf);
  return [
    await oneByOne(history, signals, corpus),
    await allTogether(
      history,
      signals.toSorted((a, b) => a.time - b.time),
      corpus,
    ),
  ];
}

/** Alerts about many different events, each in a run of its own; the slowest twentieth counts. */
async function oneByOne(
  history: History,
  signals: readonly Detected[],
  corpus: string,
): Promise<Row> {
  const step = Math.floor(signals.length / (warmUps + measured));
  const some = signals.filter((_, at) => at % step === 0).slice(0, warmUps + measured);
  const times: number[] = [];
  for (const signal of some) {
    const started = performance.now();
    await countAlerts(history, [signal]);
    times.push(performance.now() - started);
  }
  const counted = times.slice(warmUps);
  const slow = percentile(counted, 0.95);
  return {
    corpus,
    name: 'one alert, enriched and analyzed',
    figures: `p50 ${percentile(counted, 0.5).toFixed(1)} ms, p95 ${slow.toFixed(1)} ms`,
    budget: `p95 ≤ ${budgets.oneMs} ms`,
    ok: slow <= budgets.oneMs,
  };
}

async function allTogether(
  history: History,
  signals: readonly Detected[],
  corpus: string,
): Promise<Row> {
  const counted = counting(history);
  const started = performance.now();
  const alerts = await countAlerts(counted.history, signals);
  const seconds = (performance.now() - started) / 1000;
  const calls = counted.calls();
  return {
    corpus,
    name: `${alerts.toLocaleString('en-US')} alerts in one run`,
    figures: `${calls} calls of the history, ${seconds.toFixed(1)} s`,
    budget: `≤ ${budgets.calls} calls`,
    ok: calls <= budgets.calls,
  };
}

async function countAlerts(history: History, signals: readonly Signal[]): Promise<number> {
  const known = { history, config: Config.parse({}), rules: new Map(), lookups: noLookups };
  let alerts = 0;
  for await (const _ of understand(inOrder(signals), known)) alerts += 1;
  return alerts;
}

async function* inOrder(signals: readonly Signal[]): AsyncGenerator<Signal> {
  yield* signals;
}

type Detected = ReturnType<typeof signalOf>;

/** A match of a rule of its own, so that no two are one alert; without the record, as detections are stored. */
function signalOf(record: RawRecord, index: number) {
  return {
    rule: `bench-${index}`,
    time: eventTimeOf(record),
    eventId: eventIdOf(record),
    eventName: text(record['eventName']),
    eventSource: text(record['eventSource']),
    account: accountOf(record),
    region: text(record['awsRegion']),
    actorKey: actorKeyOf(record),
    accessKey: text(bag(record['userIdentity'])['accessKeyId']),
    sourceIp: text(record['sourceIPAddress']),
    resourceClass: resourceClassOf(record),
  };
}

function counting(history: History): { readonly history: History; calls(): number } {
  let calls = 0;
  const counted = <Question, Answer>(ask: (questions: Question) => Promise<Answer>) => {
    return (questions: Question): Promise<Answer> => {
      calls += 1;
      return ask(questions);
    };
  };
  return {
    calls: () => calls,
    history: {
      seen: counted((questions) => history.seen(questions)),
      events: counted((questions) => history.events(questions)),
      assumptions: counted((questions) => history.assumptions(questions)),
      hourly: counted((questions) => history.hourly(questions)),
      tally: counted((questions) => history.tally(questions)),
      records: counted((ids) => history.records(ids)),
    },
  };
}
