import type { Reading } from '#src/adapters/data-folder/reading.ts';
import {
  type EntityKind,
  type EntityLedger,
  openEntityLedger,
} from '#src/analyze/entity-risk/entities.ts';
import type { Config } from '#src/model/config.ts';
import { dayMs, isoTime } from '#src/model/time.ts';
import { entityExporters } from '#src/report/case/entities.ts';
import { parseTime } from '#src/source/cloudtrail/parse-time.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exportContext, exporterFor } from '../export.ts';
import { loadConfig } from '../load-config.ts';
import { writeOutput } from '../output.ts';
import { showStored } from '../storage.ts';

interface EntitiesOptions {
  readonly data: string;
  readonly kind?: EntityKind;
  readonly at?: string;
  readonly config?: string;
  readonly format: string;
  readonly output?: string;
  readonly limit: number;
}

/** After so many half-lives a thousandth is left. */
const rememberedHalfLives = 10;
const atOnce = 200;
const mostAlerts = 50_000;

/** Lists who and what is at risk, the riskiest first. */
export async function entities(options: EntitiesOptions): Promise<ExitCode> {
  const { config } = await loadConfig(options.config);
  const asked = options.at === undefined ? undefined : parseTime(options.at, '--at', Date.now());
  return showStored(options.data, async (reading) => {
    const at = asked ?? (await latestAlert(reading));
    const ledger = await gather(reading, config, at);
    const { kind, limit, output } = options;
    const ranked = ledger.ranked({ at, limit, ...(kind && { kind }) });
    const exporter = exporterFor(entityExporters, options.format);
    await writeOutput(exporter.write(ranked, exportContext(output)), output);
  });
}

/** A history of last year is judged by its own clock: by today's nothing would be left of its risks. */
async function latestAlert(reading: Reading): Promise<number> {
  const [latest] = await reading.listAlerts({}, { order: 'time', limit: 1 });
  return latest === undefined ? 0 : Date.parse(latest.time);
}

async function gather(reading: Reading, config: Config, at: number): Promise<EntityLedger> {
  const ledger = openEntityLedger(config);
  const from = at - rememberedHalfLives * config.cases.halfLifeDays * dayMs;
  const filter = { from: isoTime(Math.max(0, from)), to: isoTime(at + 1) };
  for (let offset = 0; offset < mostAlerts; offset += atOnce) {
    const page = await reading.listAlerts(filter, { order: 'time', limit: atOnce, offset });
    for (const alert of page) ledger.add(alert);
    if (page.length < atOnce) break;
  }
  return ledger;
}
