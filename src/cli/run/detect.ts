import { openDetectionSpool } from '#src/adapters/spool/detection-spool.ts';
import { isCorrelation, type Signal } from '#src/detect/group/alert-group.ts';
import type { RuleHead, RuleSet } from '#src/detect/sigma/rule-set.ts';
import { signalsOf } from '#src/detect/signals.ts';
import type { Detection } from '#src/model/detection.ts';
import { shortIsoTime } from '#src/model/time.ts';
import { matchExporters } from '#src/report/export/matches/exporters.ts';
import type { Match } from '#src/report/export/matches/match.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exportContext, exporterFor } from '../export.ts';
import { interruptible } from '../interrupt.ts';
import type { InputOptions, RuleOptions } from '../options.ts';
import { writeOutput } from '../output.ts';
import { sayProblem } from '../say.ts';
import { conclude, openInput, readInput } from './read-input.ts';

interface DetectOptions extends InputOptions, RuleOptions {
  readonly format: string;
  readonly output?: string;
}

/** Prints what the rules match, sorted by time, so that the order of files and the number of threads do not show. */
export async function detect(paths: readonly string[], options: DetectOptions): Promise<ExitCode> {
  const input = await openInput(paths, options);
  using interruption = interruptible();
  await using spool = openDetectionSpool();
  const totals = await readInput(input, {
    signal: interruption.signal,
    withRecords: false,
    onResult: async (result) => spool.add(result),
  });
  const matches = matchesOf(spool.sorted(), input.rules.ruleSet);
  const exporter = exporterFor(matchExporters, options.format);
  await writeOutput(exporter.write(matches, exportContext(options.output)), options.output);
  return conclude(totals, options, interruption.signal);
}

async function* matchesOf(
  detections: AsyncIterable<Detection>,
  ruleSet: RuleSet,
): AsyncGenerator<Match> {
  const heads = new Map(
    [...ruleSet.rules, ...ruleSet.correlations].map((head) => [head.key, head]),
  );
  for await (const signal of signalsOf(detections, ruleSet, sayProblem)) {
    const head = heads.get(signal.rule);
    if (head !== undefined) yield toMatch(signal, head);
  }
}

function toMatch(signal: Signal, { id, title, level, file }: RuleHead): Match {
  const rule = { id, title, level, file };
  if (!isCorrelation(signal)) {
    const { time, eventId, eventName, eventSource, account, region } = signal;
    return { rule, time: shortIsoTime(time), eventId, eventName, eventSource, account, region };
  }
  const { time, group, value, firstSeen, lastSeen, eventIds, account = '', region = '' } = signal;
  const about = { eventName: '', eventSource: '', account, region };
  const times = {
    time: shortIsoTime(time),
    firstSeen: shortIsoTime(firstSeen),
    lastSeen: shortIsoTime(lastSeen),
  };
  return { rule, ...about, ...times, group, value, eventIds };
}
