import type { Alert } from '#src/model/alert.ts';
import { asff } from './asff/exporter.ts';
import { auto } from './auto/exporter.ts';
import { csv } from './csv/exporter.ts';
import type { Exporter } from './exporter.ts';
import { htmlReport } from './html/exporter.ts';
import { json } from './json/exporter.ts';
import { jsonl } from './jsonl/exporter.ts';
import { markdown } from './markdown/exporter.ts';
import { page } from './page/exporter.ts';
import { sarif } from './sarif/exporter.ts';
import { table } from './table/exporter.ts';

/** The formats of `cairn analyze` and `cairn alerts`. One import and one name for a new one. */
export const alertExporters: readonly Exporter<Alert>[] = [
  auto,
  table,
  page,
  htmlReport,
  json,
  jsonl,
  markdown,
  csv,
  asff,
  sarif,
];
