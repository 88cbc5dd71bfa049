import type { CaseCollector } from '#src/analyze/case/collect.ts';
import { compareCases } from '#src/analyze/case/order.ts';
import { reaches } from '#src/analyze/risk/level.ts';
import { timeOfDetectionLine } from '#src/detect/detection-line.ts';
import type { Alert } from '#src/model/alert.ts';
import type { Case } from '#src/model/case.ts';
import type { Severity } from '#src/model/severity.ts';
import { caseExporters } from '#src/report/case/exporters.ts';
import type { ExportContext } from '#src/report/export/exporter.ts';
import { alertExporters } from '#src/report/export/index.ts';
import type { ReadResult } from '#src/workers/read-result.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { belowFloor, exportContext, exporterFor, leastShown } from '../export.ts';
import { interruptible } from '../interrupt.ts';
import { loadLookups } from '../load-lookups.ts';
import { openOpinionRun } from '../opinion-run.ts';
import type { InputOptions, RuleOptions } from '../options.ts';
import { writeOutput } from '../output.ts';
import { say } from '../say.ts';
import { openStorage } from '../storage.ts';
import { appendTo } from './append-to.ts';
import { conclude, openInput, readInput } from './read-input.ts';
import { alertsOf } from './stored-alerts.ts';

interface AnalyzeOptions extends InputOptions, RuleOptions {
  readonly format: string;
  readonly output?: string;
  readonly data?: string;
  readonly minSeverity?: Severity;
  readonly failOn?: Severity;
}

/** Reads the input into a history, kept or thrown away, and explains the alerts of the time that the input covers. */
export async function analyze(
  paths: readonly string[],
  options: AnalyzeOptions,
): Promise<ExitCode> {
  const input = await openInput(paths, options);
  const { config } = input.loaded;
  // What cannot be loaded is said before the reading begins.
  const lookups = loadLookups(config, options.data);
  using interruption = interruptible();
  await using storage = await openStorage(options.data, 'analyze');
  const period: Period = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  const totals = await readInput(input, {
    signal: interruption.signal,
    withRecords: true,
    store: storage.history,
    onResult: (result) => {
      extend(period, result);
      return appendTo(storage.history, result);
    },
  });
  await storage.history.commit();

  const stored = await alertsOf(storage.history, input.rules.ruleSet, config, lookups);
  using opinions = await openOpinionRun(config, storage.state, interruption.signal);
  const floor = options.minSeverity ?? leastShown(options.format);
  const view = { period, floor, failOn: options.failOn };
  const passed: Passed = { hidden: 0, hasFailed: false };
  const alerts = judged(opinions.over(shown(stored.alerts, view, passed)), view, passed);
  const cases = () => casesOf(stored.cases, period, options.data);
  await writeOutput(textOf(alerts, cases, options), options.output);

  if (passed.hidden > 0 && options.quiet !== true) say(belowFloor(passed.hidden, floor));
  const code = conclude(totals, options, interruption.signal);
  return passed.hasFailed && code !== exitCodes.interrupted ? exitCodes.failOnReached : code;
}

/** Which alerts are shown, and which make the command fail. */
interface View {
  readonly period: Period;
  readonly floor: Severity;
  readonly failOn: Severity | undefined;
}

/** What became of the alerts. */
interface Passed {
  /** Those below the floor. */
  hidden: number;
  /** One of them reached `failOn`. */
  hasFailed: boolean;
}

async function* shown(
  alerts: AsyncIterable<Alert>,
  { period, floor, failOn }: View,
  passed: Passed,
): AsyncGenerator<Alert> {
  for await (const alert of alerts) {
    if (!overlaps(alert, period)) continue;
    if (reachesLevel(alert, floor)) yield alert;
    else {
      passed.hidden += 1;
      passed.hasFailed ||= reachesLevel(alert, failOn);
    }
  }
}

/** Looked at after a model has had its say, which may have changed the risk. */
async function* judged(
  alerts: AsyncIterable<Alert>,
  { failOn }: View,
  passed: Passed,
): AsyncGenerator<Alert> {
  for await (const alert of alerts) {
    passed.hasFailed ||= reachesLevel(alert, failOn);
    yield alert;
  }
}

function reachesLevel({ severity, analysis }: Alert, level: Severity | undefined): boolean {
  return level !== undefined && reaches({ severity, risk: analysis.risk }, level);
}

async function* textOf(
  alerts: AsyncIterable<Alert>,
  cases: () => readonly Case[],
  { format, output, data: dataFolder }: AnalyzeOptions,
): AsyncGenerator<string> {
  const context = { ...exportContext(output), dataFolder, cases, onward };
  yield* exporterFor(alertExporters, format).write(alerts, context);
  // Formats for programs hold alerts alone, each with the id of its case.
  if (['auto', 'table'].includes(format)) yield* casesText(cases(), context);
}

const onward = '--format page shows each alert whole, --format html writes a report of all';
const mostCases = 10;

async function* casesText(cases: readonly Case[], context: ExportContext): AsyncGenerator<string> {
  if (cases.length === 0) return;
  const part = cases.length > mostCases ? `: the riskiest ${mostCases} of ${cases.length}` : '';
  yield `\nCASES${part}\n\n`;
  yield* exporterFor(caseExporters, 'table').write(cases.slice(0, mostCases), context);
}

/** For commands about a history that is thrown away with this run. */
const nowhere = './cairn-data';

/** The cases of the time that the input covers, the riskiest first. */
function casesOf(
  collector: CaseCollector,
  period: Period,
  folder: string | undefined,
): readonly Case[] {
  return collector
    .cases(folder ?? nowhere)
    .filter((each) => overlaps(each, period))
    .toSorted(compareCases);
}

interface Period {
  from: number;
  to: number;
}

/** The time of what was found in this input, for a kept history holds alerts of other times as well. */
function extend(period: Period, { detections, candidates }: ReadResult): void {
  const times = detections.map(timeOfDetectionLine);
  if (candidates !== undefined) times.push(candidates.first, candidates.last);
  // An impossible time counts as 0, and says nothing about when the input was.
  for (const time of times.filter((each) => each > 0)) {
    period.from = Math.min(period.from, time);
    period.to = Math.max(period.to, time);
  }
}

function overlaps(
  { firstSeen, lastSeen }: Pick<Alert, 'firstSeen' | 'lastSeen'>,
  { from, to }: Period,
): boolean {
  return Date.parse(lastSeen) >= from && Date.parse(firstSeen) <= to;
}
