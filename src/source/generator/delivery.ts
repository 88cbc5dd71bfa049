import { hourMs } from '#src/model/time.ts';
import type { GeneratedFile } from './options.ts';
import type { Organization } from './organization.ts';
import type { Random } from './random.ts';
import type { Delivery } from './recorder.ts';

interface OpenFile {
  readonly account: string;
  readonly region: string;
  readonly records: string[];
  /** Latest event or arrival in it. */
  time: number;
}

interface Waiting {
  readonly due: number;
  readonly account: string;
  readonly region: string;
  readonly text: string;
}

export interface DeliveryOptions {
  readonly organization: Organization;
  readonly random: Random;
  readonly recordsPerFile: number;
  readonly duplicatePercent: number;
}

/** Collects records into files as CloudTrail does: by account and region, some late, some twice, never in order. */
export interface Deliveries {
  add(event: Delivery): void;
  /** Files that are full, and what has waited until `time`. */
  due(time: number): Generator<GeneratedFile>;
  /** All that is left of the day. */
  endOfDay(): Generator<GeneratedFile>;
  /** Everything, waiting records too. */
  end(): Generator<GeneratedFile>;
}

const lateShare = 0.003;

export function createDeliveries(options: DeliveryOptions): Deliveries {
  const { random } = options;
  const open = new Map<string, OpenFile>();
  let waiting: Waiting[] = [];

  function put(account: string, region: string, time: number, text: string): void {
    const place = `${account}/${region}`;
    let file = open.get(place);
    if (file === undefined) {
      file = { account, region, records: [], time };
      open.set(place, file);
    }
    file.records.push(text);
    file.time = Math.max(file.time, time);
  }

  function* close(isReady: (file: OpenFile) => boolean): Generator<GeneratedFile> {
    for (const [place, file] of open) {
      if (!isReady(file)) continue;
      open.delete(place);
      for (let from = 0; from < file.records.length; from += options.recordsPerFile) {
        const records = file.records.slice(from, from + options.recordsPerFile);
        const path = pathOf(options.organization.id, file, random);
        yield { path, text: `{"Records":[${records.join(',')}]}`, events: records.length };
      }
    }
  }

  function arrive(isDue: (item: Waiting) => boolean): void {
    for (const item of waiting)
      if (isDue(item)) put(item.account, item.region, item.due, item.text);
    waiting = waiting.filter((item) => !isDue(item));
  }

  return {
    add({ time, account, region, record }) {
      const text = JSON.stringify(record);
      const due = time + hourMs * (1 + random.next() * 3);
      if (random.chance(lateShare)) waiting.push({ due, account, region, text });
      else put(account, region, time, text);
      if (random.chance(options.duplicatePercent / 100))
        waiting.push({ due, account, region, text });
    },
    *due(time) {
      arrive((item) => item.due <= time);
      yield* close((file) => file.records.length >= options.recordsPerFile);
    },
    *endOfDay() {
      yield* close(() => true);
    },
    *end() {
      arrive(() => true);
      yield* close(() => true);
    },
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
function pathOf(organization: string, file: OpenFile, random: Random): string {
  const { account, region } = file;
  // CloudTrail writes a file some minutes after the last event in it.
  const at = new Date(file.time + random.between(3, 9) * 60_000).toISOString();
  const folder = at.slice(0, 10).replaceAll('-', '/');
  const stamp = `${at.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  const name = `${account}_CloudTrail_${region}_${stamp}_${random.letters(16)}.json.gz`;
  return `AWSLogs/${organization}/${account}/CloudTrail/${region}/${folder}/${name}`;
}
