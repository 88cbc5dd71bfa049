import type { Reading } from '#src/adapters/data-folder/reading.ts';
import { withCommands } from '#src/analyze/case/hunts.ts';
import { cli } from '#src/analyze/runbooks/cli.ts';
import type { Alert } from '#src/model/alert.ts';
import type { Case } from '#src/model/case.ts';
import { NotFoundError } from '#src/model/errors.ts';
import { counted } from '#src/model/plural.ts';
import type { Severity } from '#src/model/severity.ts';
import type { ExportContext } from '#src/report/export/exporter.ts';
import { alertExporters } from '#src/report/export/index.ts';
import { alertPage } from '#src/report/page/page.ts';
import type { ExitCode } from '../exit-codes.ts';
import { belowFloor, exportContext, exporterFor, leastShown } from '../export.ts';
import { writeOutput } from '../output.ts';
import { say } from '../say.ts';
import { showStored } from '../storage.ts';

interface AlertsOptions {
  readonly data: string;
  readonly format: string;
  readonly output?: string;
  readonly minSeverity?: Severity;
  readonly limit: number;
}

/** Lists stored alerts, newest first, or shows one whole. */
export async function alerts(id: string | undefined, options: AlertsOptions): Promise<ExitCode> {
  return showStored(options.data, async (reading) => {
    const found = id === undefined ? await list(reading, options) : [await find(reading, id)];
    const told = options.format === 'html' ? await casesOf(reading, found, options.data) : [];
    const dataFolder = options.data;
    const context = {
      ...exportContext(options.output),
      dataFolder,
      cases: () => told,
      onward: onwardFrom(dataFolder),
    };
    await writeOutput(textOf(found, id !== undefined, options.format, context), options.output);
    if (id === undefined) await sayHidden(reading, found.length, options);
  });
}

function onwardFrom(dataFolder: string): string {
  const data = cli`--data ${dataFolder}`;
  return data === undefined
    ? ''
    : `cairn alerts ID ${data} shows one whole, cairn cases ${data} which of them belong together`;
}

/** Nobody is to take a part of the list for the whole. */
async function sayHidden(
  reading: Reading,
  shown: number,
  { minSeverity, format }: AlertsOptions,
): Promise<void> {
  const floor = minSeverity ?? leastShown(format);
  const [all, reaching] = await Promise.all([
    reading.countAlerts({}),
    reading.countAlerts({ minSeverity: floor }),
  ]);
  if (reaching > shown)
    say(
      `only the newest ${shown} of ${counted(reaching, 'alert')} are shown; --limit ${reaching} shows all`,
    );
  if (all > reaching) say(belowFloor(all - reaching, floor));
}

function list(
  reading: Reading,
  { minSeverity, format, limit }: AlertsOptions,
): Promise<readonly Alert[]> {
  const floor = minSeverity ?? leastShown(format);
  return reading.listAlerts({ minSeverity: floor }, { order: 'time', limit });
}

async function find(reading: Reading, id: string): Promise<Alert> {
  const alert = await reading.findAlert(id);
  if (!alert) throw new NotFoundError(`There is no alert whose id begins with ${id}`);
  return alert;
}

/** The cases that these alerts are parts of. */
async function casesOf(
  reading: Reading,
  found: readonly Alert[],
  data: string,
): Promise<readonly Case[]> {
  const ids = new Set(found.flatMap(({ caseId }) => caseId ?? []));
  const cases = await Promise.all([...ids].map((id) => reading.findCase(id)));
  return cases.flatMap((each) => (each === undefined ? [] : [withCommands(each, data)]));
}

/** A table of one alert tells less than its page. */
const onPages: ReadonlySet<string> = new Set(['auto', 'table', 'page']);

async function* textOf(
  found: readonly Alert[],
  isOne: boolean,
  format: string,
  context: ExportContext,
): AsyncGenerator<string> {
  const [alert] = found;
  if (isOne && onPages.has(format) && alert) {
    yield alertPage(alert, context);
    return;
  }
  yield* exporterFor(alertExporters, format).write(found, context);
}
