import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askHolder } from '#src/adapters/data-folder/client.ts';
import { openData, readingOf } from '#src/adapters/data-folder/open-data.ts';
import type { Reading } from '#src/adapters/data-folder/reading.ts';
import type { Alert } from '#src/model/alert.ts';
import { NotFoundError, UsageError } from '#src/model/errors.ts';
import type { Severity } from '#src/model/severity.ts';
import { alertExporters } from '#src/report/export/index.ts';
import { alertPage } from '#src/report/page/page.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { exportContext, exporterFor } from '../export.ts';
import { writeOutput } from '../output.ts';

interface AlertsOptions {
  readonly data: string;
  readonly format: string;
  readonly output?: string;
  readonly minSeverity?: Severity;
  readonly limit: number;
}

/** Lists stored alerts, newest first, or shows one whole. */
export async function alerts(id: string | undefined, options: AlertsOptions): Promise<ExitCode> {
  if (!existsSync(join(options.data, 'state.sqlite'))) {
    throw new UsageError(`${options.data} is no data folder; cairn ingest makes one`);
  }
  await withReading(options.data, async (reading) => {
    const found = id === undefined ? await list(reading, options) : [await find(reading, id)];
    await writeOutput(textOf(found, id !== undefined, options), options.output);
  });
  return exitCodes.done;
}

/** Through the process that holds the folder when there is one, else by ourselves. */
async function withReading(
  folder: string,
  use: (reading: Reading) => Promise<void>,
): Promise<void> {
  using holder = await askHolder(folder);
  if (holder !== undefined) return use(holder);
  await using data = await openData(folder, {
    pid: process.pid,
    command: 'alerts',
    since: new Date().toISOString(),
  });
  return use(readingOf(data));
}

function list(reading: Reading, { minSeverity, limit }: AlertsOptions): Promise<readonly Alert[]> {
  return reading.listAlerts({ ...(minSeverity && { minSeverity }) }, { order: 'time', limit });
}

async function find(reading: Reading, id: string): Promise<Alert> {
  const alert = await reading.findAlert(id);
  if (!alert) throw new NotFoundError(`There is no alert whose id begins with ${id}`);
  return alert;
}

async function* textOf(
  found: readonly Alert[],
  isOne: boolean,
  { format, output }: AlertsOptions,
): AsyncGenerator<string> {
  const context = exportContext(output);
  const [alert] = found;
  if (isOne && format === 'table' && alert) {
    yield alertPage(alert, context);
    return;
  }
  yield* exporterFor(alertExporters, format).write(each(found), context);
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
