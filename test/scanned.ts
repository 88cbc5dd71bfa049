import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import type { RecordList } from '#src/source/cloudtrail/found.ts';
import type { Hashing } from '#src/source/cloudtrail/scan/fields.ts';
import { Scanner } from '#src/source/cloudtrail/scan/scanner.ts';

const scanners = {
  none: new Scanner('none'),
  head: new Scanner('head'),
  all: new Scanner('all'),
};
const usualDepth = Config.parse({}).limits.nestingDepth;

interface ScanOptions {
  readonly depth?: number;
  readonly hashing?: Hashing;
}

/** What a scanner makes of a text; the list is good until the next call. */
export function scan(
  text: string | Buffer,
  { depth = usualDepth, hashing = 'all' }: ScanOptions = {},
): RecordList | undefined {
  return scanners[hashing].scan(Buffer.from(text as string), depth);
}

/** The same for a text that the scanner has to accept. */
export function scanned(text: string | Buffer, options: ScanOptions = {}): RecordList {
  const list = scan(text, options);
  if (list === undefined) throw new Error(`the scanner refuses ${String(text).slice(0, 500)}`);
  return list;
}

/** A file as CloudTrail writes it. Spaces behind it make room for as many rows as the smallest records need. */
export function fileOf(records: readonly unknown[]): string {
  return JSON.stringify({ Records: records }) + ' '.repeat(256 * records.length);
}

/** The records as a parser finds them; undefined when the text is no JSON or no such file. */
export function parsedRecords(text: Buffer): readonly RawRecord[] | undefined {
  try {
    const { Records: records, ...others } = JSON.parse(text.toString());
    return Array.isArray(records) && Object.keys(others).length === 0 ? records : undefined;
  } catch {
    return undefined;
  }
}
