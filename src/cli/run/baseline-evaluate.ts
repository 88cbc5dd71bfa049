import { byActorAndTime, callOf } from '#src/detect/baseline/call-of.ts';
import { measure } from '#src/detect/baseline/measure.ts';
import type { Model } from '#src/detect/baseline/model.ts';
import { prefixOf } from '#src/detect/baseline/network.ts';
import { type BaselineCall, buildSessions, type Session } from '#src/detect/baseline/session.ts';
import { startTraining } from '#src/detect/baseline/train.ts';
import { UsageError } from '#src/model/errors.ts';
import { dayMs } from '#src/model/time.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { bag, list, text, texts } from '#src/normalize/untyped.ts';
import { generate } from '#src/source/generator/generate.ts';
import type { GenerateOptions } from '#src/source/generator/options.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openProgress } from '../say.ts';
import { measurementText } from './baseline-measured.ts';

interface EvaluateOptions {
  readonly events: number;
  readonly days: number;
  readonly accounts: number;
  readonly people: number;
  readonly seed: number;
  readonly testSeed?: number;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
}

/** A Monday: both periods have the same part of weekends when the days are weeks. */
const start = Date.UTC(2026, 8, 7);

/**
 * One generated organisation: some peaceful weeks are trained on, the weeks after them, of another seed and with all known
 * attacks, are judged. Says how well the model tells attacks from work, and how well counting what is new does.
 */
export async function evaluateBaseline(options: EvaluateOptions): Promise<ExitCode> {
  const { events, days, seed, testSeed = seed + 1 } = options;
  check(options, testSeed);
  const judgedDays = Math.floor(days / 2);
  using progress = openProgress(options.quiet === true);
  const read = (generated: GenerateOptions) =>
    sessionsOf(generated, (done) =>
      progress.update({ files: 0, totalFiles: undefined, events: done }),
    );

  const organization = organizationOf(options);
  const peace = read({ ...organization, seed, events, days, start, scenarios: [] });
  const model = train(peace);
  const attacked = read({
    ...organization,
    seed: testSeed,
    events: Math.ceil((events * judgedDays) / days),
    days: judgedDays,
    start: start + days * dayMs,
  });

  const measurement = measure(model, attacked.sessions);
  const periods = { days, judgedDays, events: peace.events, judgedEvents: attacked.events };
  const about = { seed, testSeed, ...periods, trainedSessions: model.info.sessions };
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify({ ...about, ...measurement })}\n`
      : measurementText(about, measurement),
  );
  return exitCodes.done;
}

function check({ events, days, accounts, people, seed }: EvaluateOptions, testSeed: number): void {
  for (const [name, value] of Object.entries({ events, accounts, people }))
    if (value < 1) throw new UsageError(`--${name} must be at least 1`);
  if (days < 2) throw new UsageError('--days must be at least 2');
  if (testSeed === seed) throw new UsageError('--test-seed is the seed that is trained on');
}

/** What both periods have in common. */
function organizationOf({ seed, accounts, people }: EvaluateOptions) {
  return {
    organizationSeed: seed,
    accounts,
    people,
    cardinality: 'low',
    duplicatePercent: 0,
  } as const;
}

interface Period {
  readonly sessions: readonly Session[];
  readonly events: number;
}

function sessionsOf(options: GenerateOptions, onEvents: (done: number) => void): Period {
  const calls: BaselineCall[] = [];
  const ids: string[] = [];
  const attacks = new Map<string, string>();
  for (const { path, text: content, events } of generate(options)) {
    if (path.endsWith('.jsonl')) addTruth(content, attacks);
    if (events === 0) continue;
    for (const record of list(bag(JSON.parse(content))['Records']).map(bag)) {
      calls.push(callOf(record));
      ids.push(eventIdOf(record));
    }
    onEvents(calls.length);
  }
  const marked = calls.map((call, index) => ({ ...call, mark: attacks.get(ids[index] ?? '') }));
  const builder = buildSessions(prefixOf);
  const ended = marked.sort(byActorAndTime).flatMap((call) => builder.add(call));
  return { sessions: [...ended, ...builder.end()], events: calls.length };
}

function addTruth(lines: string, attacks: Map<string, string>): void {
  for (const line of lines.split('\n').filter((one) => one !== '')) {
    const { scenario, eventIds } = bag(JSON.parse(line));
    for (const id of texts(eventIds)) attacks.set(id, text(scenario));
  }
}

function train({ sessions, events }: Period): Model {
  const trainer = startTraining();
  for (const session of sessions) trainer.add(session);
  return trainer.finish({
    trainedAt: new Date(start).toISOString(),
    events,
    networks: 'prefix',
  });
}
