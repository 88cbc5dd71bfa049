import type { Reading } from '#src/adapters/data-folder/reading.ts';
import type { Alert } from '#src/model/alert.ts';
import { NotFoundError } from '#src/model/errors.ts';
import type { Severity } from '#src/model/severity.ts';
import { alertExporters } from '#src/report/export/index.ts';
import { alertPage } from '#src/report/page/page.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { exportContext, exporterFor, leastShown } from '../export.ts';
import { writeOutput } from '../output.ts';
import { openReading } from '../storage.ts';

interface AlertsOptions {
  readonly data: string;
  readonly format: string;
  readonly output?: string;
  readonly minSeverity?: Severity;
  readonly limit: number;
}

/** Lists stored alerts, newest first, or shows one whole. */
export async function alerts(id: string | undefined, options: AlertsOptions): Promise<ExitCode> {
  await openReading(options.data, async (reading) => {
    const found = id === undefined ? await list(reading, options) : [await find(reading, id)];
    await writeOutput(textOf(found, id !== undefined, options), options.output);
  });
  return exitCodes.done;
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

/** A table of one alert tells less than its page. */
const onPages: ReadonlySet<string> = new Set(['auto', 'table', 'page']);

async function* textOf(
  found: readonly Alert[],
  isOne: boolean,
  { format, output }: AlertsOptions,
): AsyncGenerator<string> {
  const context = exportContext(output);
  const [alert] = found;
  if (isOne && onPages.has(format) && alert) {
    yield alertPage(alert, context);
    return;
  }
  yield* exporterFor(alertExporters, format).write(each(found), context);
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
