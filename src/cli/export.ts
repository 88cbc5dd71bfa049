import { terminalOf } from '#src/adapters/terminal.ts';
import { UsageError } from '#src/model/errors.ts';
import { counted } from '#src/model/plural.ts';
import type { Severity } from '#src/model/severity.ts';
import type { ExportContext, Exporter } from '#src/report/export/exporter.ts';
import { packageVersion } from './version.ts';

export function exporterFor<Item>(
  exporters: readonly Exporter<Item>[],
  format: string,
): Exporter<Item> {
  const exporter = exporters.find((known) => known.format === format);
  if (exporter === undefined) throw new UsageError(`There is no format ${format}`);
  return exporter;
}

/** A file is neither a terminal nor as wide as one. */
export function exportContext(file: string | undefined): ExportContext {
  const version = packageVersion();
  if (file !== undefined) return { width: 120, color: false, version };
  return { ...terminalOf(process.stdout, process.env), version };
}

const forPeople: ReadonlySet<string> = new Set(['auto', 'table', 'page', 'markdown', 'html']);

/** People are spared what is only for the record; programs get everything. */
export function leastShown(format: string): Severity {
  return forPeople.has(format) ? 'low' : 'informational';
}

/** How many alerts a person was spared, and how to see them. */
export function belowFloor(count: number, floor: Severity): string {
  const are = count === 1 ? 'is' : 'are';
  return `${counted(count, 'alert')} below ${floor} ${are} not shown; --min-severity informational shows all`;
}
