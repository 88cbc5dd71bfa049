import { execFileSync } from 'node:child_process';
import type { Alert } from '#src/model/alert.ts';

const command = ['bin/cairn.js', 'analyze', 'samples/AWSLogs', '--config', 'samples/cairn.yaml'];

/** For each enrichment its most telling value about the bundled sample, shortened; none where it had nothing to look at. */
export function sampleValues(): ReadonlyMap<string, string> {
  const alerts = execFileSync(process.execPath, [...command, '--format', 'jsonl', '--quiet'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Alert)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
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
