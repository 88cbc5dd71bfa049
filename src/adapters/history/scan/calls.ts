import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { BaselineCall } from '#src/detect/baseline/session.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import type { Database } from '../database.ts';
import { type Names, openNames } from '../names.ts';
import { streamChunks } from '../stream-chunks.ts';

/** Milliseconds since 1970: from inclusive, to exclusive. */
export interface CallWindow {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Texts are looked up for so many rows at once: fewer questions, and still little memory. */
const rowsAtOnce = 8_192;

type Kind = Pick<BaselineCall, 'account' | 'region' | 'action' | 'failed' | 'readOnly'>;

interface Row {
  readonly time: number;
  readonly kind: bigint;
  readonly actor: bigint;
  readonly accessKey: bigint;
  readonly ip: bigint;
  readonly userAgent: bigint;
}

/**
 * All stored calls of a window by actor, access key and time: one pass over a few columns, without the records
 * themselves. The database sorts on disk what does not fit. Events without a possible time are left out.
 */
export async function* readCalls(
  database: Database,
  window: CallWindow,
): AsyncGenerator<readonly BaselineCall[]> {
  await database.prepareFor('asking');
  const stream = await database.connect();
  const naming = await database.connect();
  try {
    const kinds = await readKinds(naming);
    const names = openNames(naming);
    for await (const rows of batches(streamChunks(stream, statementFor(window)))) {
      await names.load(rows.flatMap(numbersOf));
      yield rows.flatMap((row) => callOf(row, kinds, names));
    }
  } finally {
    naming.closeSync();
    stream.closeSync();
    await database.giveBackMemory();
  }
}

function statementFor({ from = 1, to = 2 ** 50 }: CallWindow): string {
  return `SELECT time::DOUBLE, kind, actor, access_key, ip, user_agent FROM events
    WHERE time >= ${Math.max(1, Math.trunc(from))} AND time < ${Math.trunc(to)}
    ORDER BY actor, access_key, time, id_high, id_low`;
}

function numbersOf({ actor, accessKey, ip, userAgent }: Row): readonly bigint[] {
  return [actor, accessKey, ip, userAgent];
}

function callOf(
  { kind: number, time, actor, accessKey, ip, userAgent }: Row,
  kinds: ReadonlyMap<bigint, Kind>,
  names: Names,
): readonly BaselineCall[] {
  const kind = kinds.get(number);
  if (kind === undefined) return [];
  return [
    {
      ...kind,
      time,
      actor: names.of(actor),
      accessKey: names.of(accessKey),
      ip: names.of(ip),
      userAgent: names.of(userAgent),
    },
  ];
}

async function* batches(chunks: AsyncIterable<DuckDBDataChunk>): AsyncGenerator<readonly Row[]> {
  let rows: Row[] = [];
  for await (const chunk of chunks) {
    for (const [time, kind, actor, accessKey, ip, userAgent] of chunk.getRows())
      rows.push({
        time: Number(time),
        kind: kind as bigint,
        actor: actor as bigint,
        accessKey: accessKey as bigint,
        ip: ip as bigint,
        userAgent: userAgent as bigint,
      });
    if (rows.length < rowsAtOnce) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** What the calls of one sort have in common: a large history has some thousand sorts. */
async function readKinds(connection: DuckDBConnection): Promise<ReadonlyMap<bigint, Kind>> {
  const reader = await connection.runAndReadAll(
    `SELECT k.kind, k.flags::DOUBLE, k.error_code <> 0, account.text, region.text, action.text
     FROM kinds k
     LEFT JOIN names account ON account.hash = k.account
     LEFT JOIN names region ON region.hash = k.region
     LEFT JOIN names action ON action.hash = k.action`,
  );
  const kinds = reader.getRows().map(([kind, flags, failed, account, region, action]) => {
    const readOnly = (Number(flags) & kindFlags.readOnly) !== 0;
    const texts = { account: textOf(account), region: textOf(region), action: textOf(action) };
    return [kind as bigint, { ...texts, failed: failed === true, readOnly }] as const;
  });
  return new Map(kinds);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
