import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '#src/model/alert.ts';

/** A value that an enrichment really had, and where it comes from. */
export interface Example {
  readonly text: string;
  /** As in “From the bundled sample”. */
  readonly from: string;
}

const sample = 'samples/AWSLogs';
const dearMachines = 'src/detect/rules/ec2-expensive-instance-launched/matches';
/** From this day on the sample is judged by what the days before it taught. */
const judgedFrom = '2026-11-17';

/**
 * For each enrichment its most telling value about bundled events, shortened. What the sample alone has nothing for is taken
 * from the events of a rule, and from the sample behind a trained baseline.
 */
export function exampleValues(): ReadonlyMap<string, Example> {
  const examples = new Map<string, Example>();
  const add = (from: string, alerts: readonly Alert[]) => {
    for (const [id, text] of tellingValues(alerts))
      if (!examples.has(id)) examples.set(id, { text, from });
  };
  add('From the bundled sample (`npm start`)', analyze(sample));
  add(`From the events of a rule (\`cairn analyze ${dearMachines}\`)`, analyze(dearMachines));
  add(
    `From the bundled sample, of which the days before ${judgedFrom} trained the baseline`,
    afterTraining(),
  );
  return examples;
}

function analyze(...args: readonly string[]): readonly Alert[] {
  return cairn('analyze', ...args, '--format', 'jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Alert)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function afterTraining(): readonly Alert[] {
  const data = mkdtempSync(join(tmpdir(), 'cairn-catalogue-'));
  try {
    cairn('ingest', sample, '--data', data, '--until', judgedFrom);
    cairn('baseline', 'train', '--data', data);
    return analyze(sample, '--data', data, '--since', judgedFrom).map(trainedThen);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** When the page was made is no part of the example. */
function trainedThen(alert: Alert): Alert {
  const text = JSON.stringify(alert).replace(
    /"version":"(\d+)-[0-9a-f]+","trainedAt":"[^"]*"/g,
    `"version":"$1-…","trainedAt":"${judgedFrom}T00:00:00.000Z"`,
  );
  return JSON.parse(text) as Alert;
}

function cairn(...args: readonly string[]): string {
  const command = ['bin/cairn.js', ...args, '--config', 'samples/cairn.yaml', '--quiet'];
  return execFileSync(process.execPath, command, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
}

function tellingValues(alerts: readonly Alert[]): ReadonlyMap<string, string> {
  const best = new Map<string, { value: unknown; fields: number }>();
  for (const { facts } of alerts)
    for (const [id, { coverage, value }] of Object.entries(facts)) {
      const fields = coverage === 'ran' ? filled(value) : 0;
      if (fields > (best.get(id)?.fields ?? 0)) best.set(id, { value, fields });
    }
  return new Map([...best].map(([id, { value }]) => [id, asText(value)]));
}

/** How many different fields of a value say something. */
function filled(value: unknown): number {
  const paths = new Set<string>();
  collect(value, '', paths);
  return paths.size;
}

function collect(value: unknown, path: string, into: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, `${path}[]`, into);
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) collect(each, `${path}.${name}`, into);
  else into.add(path);
}

const mostElements = 2;
const mostNumbers = 24;
const mostLetters = 120;

function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > mostLetters ? `${value.slice(0, mostLetters)}…` : value;
  if (Array.isArray(value)) {
    const most = typeof value[0] === 'number' ? mostNumbers : mostElements;
    return value.slice(0, most).map(shortened);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortened(each)]));
}

/** Lists of numbers stand in one line. */
function asText(value: unknown): string {
  return JSON.stringify(shortened(value), undefined, 2).replace(
    /\[\s+(-?[\d.]+(?:,\s+-?[\d.]+)*)\s+\]/g,
    (_, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`,
  );
}
