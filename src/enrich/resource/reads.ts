import { dayMs, isoTime, minuteMs } from '#src/model/time.ts';
import { exposureOf } from '#src/normalize/derived/exposure.ts';
import { bag } from '#src/normalize/untyped.ts';
import type { Subject } from '../enrichment.ts';
import type { History, StoredEvent, Tally } from '../history.ts';
import { dayAround, type Window } from '../surroundings.ts';
import type { Resource } from './schema.ts';
import { bucketOf } from './touched.ts';

type Reads = Resource['reads'];
type Read = NonNullable<Reads['secrets']>;
type Kind = 'objects' | 'secrets' | 'parameters' | 'decrypts' | 'tables' | 'shared';

/** Calls that hand out data, by what they hand out. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['s3.amazonaws.com:GetObject', 'objects'],
  ['s3.amazonaws.com:SelectObjectContent', 'objects'],
  ['secretsmanager.amazonaws.com:GetSecretValue', 'secrets'],
  ['secretsmanager.amazonaws.com:BatchGetSecretValue', 'secrets'],
  ['ssm.amazonaws.com:GetParameter', 'parameters'],
  ['ssm.amazonaws.com:GetParameters', 'parameters'],
  ['ssm.amazonaws.com:GetParametersByPath', 'parameters'],
  ['ssm.amazonaws.com:GetParameterHistory', 'parameters'],
  ['kms.amazonaws.com:Decrypt', 'decrypts'],
  ['dynamodb.amazonaws.com:GetItem', 'tables'],
  ['dynamodb.amazonaws.com:BatchGetItem', 'tables'],
  ['dynamodb.amazonaws.com:Query', 'tables'],
  ['dynamodb.amazonaws.com:Scan', 'tables'],
  ['dynamodb.amazonaws.com:ExecuteStatement', 'tables'],
  ['dynamodb.amazonaws.com:ExportTableToPointInTime', 'tables'],
  ['rds-data.amazonaws.com:ExecuteStatement', 'tables'],
  ['redshift-data.amazonaws.com:GetStatementResult', 'tables'],
  ['athena.amazonaws.com:GetQueryResults', 'tables'],
  ['ec2.amazonaws.com:ModifySnapshotAttribute', 'shared'],
  ['ec2.amazonaws.com:ModifyImageAttribute', 'shared'],
  ['rds.amazonaws.com:ModifyDBSnapshotAttribute', 'shared'],
  ['rds.amazonaws.com:ModifyDBClusterSnapshotAttribute', 'shared'],
  ['redshift.amazonaws.com:AuthorizeSnapshotAccess', 'shared'],
]);

const mostNames = 10;
/**
 * Records that are read for what only they tell, the number of bytes and the receivers: each lies in a block of its own at
 * worst, so those of the time of the alert have to do.
 */
const mostRecords = 4;
const closeMs = 30 * minuteMs;

export interface FoundReads {
  readonly value: Omit<Reads, 'from' | 'to'>;
  readonly evidence: readonly string[];
}

/** `day` is what the actor did, by hour and action: only what it did is asked for further, which is mostly nothing. */
export async function readsOf(
  subject: Subject,
  history: History,
  day: readonly Tally[],
): Promise<FoundReads> {
  const actions = [...new Set(day.map(({ values }) => values[1] ?? ''))].filter((it) =>
    kinds.has(it),
  );
  if (actions.length === 0) return { value: { shared: [] }, evidence: [] };
  const where = (action: string) => ({ actor: subject.actor.key, action });
  const window = dayAround(subject);
  const looked = actions.filter((action) =>
    ['objects', 'shared'].includes(kinds.get(action) ?? ''),
  );
  const [tallies, events] = await Promise.all([
    history.tally(
      actions.map((action) => ({ where: where(action), ...window, by: ['resource'], limit: 500 })),
    ),
    history.events(
      looked.map((action) => ({ where: where(action), ...timeOf(subject), limit: mostRecords })),
    ),
  ]);
  const records = await recordsOf(history, events.flat());
  const byKind = Map.groupBy(
    actions.map((action, index) => ({ kind: kinds.get(action), rows: tallies[index] ?? [] })),
    ({ kind }) => kind,
  );
  const rowsOf = (kind: Kind) => (byKind.get(kind) ?? []).flatMap(({ rows }) => rows);
  return {
    value: {
      ...read('secrets', rowsOf('secrets')),
      ...read('parameters', rowsOf('parameters')),
      ...read('decrypts', rowsOf('decrypts')),
      ...read('tables', rowsOf('tables')),
      ...objectsOf(rowsOf('objects'), records),
      shared: sharedOf(records),
    },
    evidence: tallies
      .flat()
      .map(({ eventId }) => eventId)
      .slice(0, 15),
  };
}

function timeOf({ firstSeen, lastSeen }: Subject): Window {
  const end = Math.min(lastSeen, firstSeen + dayMs);
  return { from: firstSeen - closeMs, to: end + closeMs };
}

interface Looked {
  readonly event: StoredEvent;
  readonly record: Readonly<Record<string, unknown>>;
}

async function recordsOf(
  history: History,
  events: readonly StoredEvent[],
): Promise<readonly Looked[]> {
  const worked = events.filter(({ errorCode }) => errorCode === '');
  if (worked.length === 0) return [];
  const records = await history.records(worked.map(({ eventId }) => eventId));
  return worked.flatMap((event, index) => {
    const record = records[index];
    return record === undefined ? [] : [{ event, record }];
  });
}

function read(kind: Exclude<Kind, 'objects' | 'shared'>, rows: readonly Tally[]): Partial<Reads> {
  return rows.length === 0 ? {} : { [kind]: readIn(rows) };
}

/** Calls without a resource have a row of their own, with the name ''. */
function readIn(rows: readonly Tally[]): Read {
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const ordered = rows.toSorted((a, b) => b.count - a.count);
  const names = [...new Set(ordered.map(({ values }) => values[0] ?? ''))].filter(
    (it) => it !== '',
  );
  return {
    count: all - failed,
    failed,
    names: names.slice(0, mostNames),
    nameCount: names.length,
    firstSeen: isoTime(Math.min(...rows.map(({ firstSeen }) => firstSeen))),
    lastSeen: isoTime(Math.max(...rows.map(({ lastSeen }) => lastSeen))),
  };
}

function objectsOf(rows: readonly Tally[], looked: readonly Looked[]): Partial<Reads> {
  if (rows.length === 0) return {};
  const sizes = looked
    .filter(({ event }) => event.eventSource === 's3.amazonaws.com')
    .map(({ record }) => bytesOf(record))
    .filter((size) => size !== undefined);
  const buckets = new Set(
    rows.map(({ values }) => bucketOf(values[0] ?? '')).filter((it) => it !== ''),
  );
  return {
    objects: {
      ...readIn(rows),
      buckets: [...buckets].slice(0, mostNames),
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      bytesKnownFor: sizes.length,
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html */
function bytesOf(record: Looked['record']): number | undefined {
  const bytes = bag(record['additionalEventData'])['bytesTransferredOut'];
  return typeof bytes === 'number' && bytes >= 0 ? bytes : undefined;
}

function sharedOf(looked: readonly Looked[]): Reads['shared'] {
  const shared = looked.flatMap(({ event, record }) => {
    const { accounts, public: isPublic } = exposureOf(record);
    const receivers = [...(isPublic === true ? ['everyone'] : []), ...accounts];
    if (event.eventSource === 's3.amazonaws.com' || receivers.length === 0) return [];
    return [
      {
        resource: event.resource,
        with: receivers.slice(0, mostNames),
        time: isoTime(event.time),
        eventId: event.eventId,
      },
    ];
  });
  return shared.slice(0, 10);
}
