import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, StorageError, UpstreamError, UsageError } from '#src/model/errors.ts';
import { batchOf } from '../../../test/a-batch.ts';
import { aRecord } from '../history/contract-records.ts';
import { askHolder } from './client.ts';
import { openData, openTemporaryData } from './open-data.ts';
import { socketPathOf } from './socket-path.ts';

const holder = { pid: process.pid, command: 'ingest', since: '2026-11-01T00:00:00Z' };
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'cairn-data-')), 'data');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' });
}

describe('a data folder', () => {
  it('is for its user alone', async () => {
    await using _data = await openData(folder, holder);

    expect(modeOf(folder)).toBe(0o700);
    expect(modeOf(join(folder, 'cairn.json'))).toBe(0o600);
    expect(modeOf(join(folder, 'holder.sock'))).toBe(0o600);
  });

  it('is refused to a second one, by the name of the first, and free again afterwards', async () => {
    const first = await openData(folder, holder);

    const second = await openData(folder, holder).catch((error: unknown) => error);
    await first[Symbol.asyncDispose]();
    const third = await openData(folder, holder);
    await third[Symbol.asyncDispose]();

    expect(second).toBeInstanceOf(ConflictError);
    expect(String(second)).toContain(`process ${process.pid} (ingest, since 2026-11-01T00:00:00Z)`);
  });

  it('of a newer version is not touched', async () => {
    await (await openData(folder, holder))[Symbol.asyncDispose]();
    writeFileSync(join(folder, 'cairn.json'), '{"format":99,"hashKey":[1,2]}');

    await expect(openData(folder, holder)).rejects.toThrow(UsageError);
  });

  it('that is damaged is said to be', async () => {
    await (await openData(folder, holder))[Symbol.asyncDispose]();
    writeFileSync(join(folder, 'cairn.json'), '{');

    await expect(openData(folder, holder)).rejects.toThrow(StorageError);
  });

  it.each([
    { lost: 'cairn.json', said: 'cairn.json is missing' },
    { lost: 'events.duckdb', said: 'events.duckdb is missing' },
    { lost: join('segments', '000001.segment'), said: 'Segment 1 of the event history is missing' },
  ])('of which $lost is gone is left as it is', async ({ lost, said }) => {
    const data = await openData(folder, holder);
    const batch = batchOf(data.history.hashKey, [aRecord(1)]);
    await data.history.append({ name: 'one', identity: 'one', batch, detections: [] });
    await data.history.commit();
    await data[Symbol.asyncDispose]();
    rmSync(join(folder, lost));
    const before = filesIn(folder);

    const opening = openData(folder, holder);

    await expect(opening).rejects.toThrow(said);
    expect(filesIn(folder)).toEqual(expect.arrayContaining([...before]));
  });

  it('of a temporary history is gone when that is closed', async () => {
    const before = readdirSync(tmpdir());
    const data = await openTemporaryData();
    const own = readdirSync(tmpdir()).filter((name) => !before.includes(name));

    await data[Symbol.asyncDispose]();

    expect(own.some((name) => name.startsWith(`cairn-history-${process.pid}-`))).toBe(true);
    expect(own.filter((name) => existsSync(join(tmpdir(), name)))).toEqual([]);
  });

  it('left by a process that was killed is removed by the next one', async () => {
    const left = mkdtempSync(join(tmpdir(), 'cairn-history-999999999-'));

    await (await openTemporaryData())[Symbol.asyncDispose]();

    expect(existsSync(left)).toBe(false);
  });
});

describe('asking the holder of a data folder', () => {
  it('answers questions while it is held', async () => {
    await using data = await openData(folder, holder);
    const record = aRecord(1);
    const batch = batchOf(data.history.hashKey, [record]);
    await data.history.append({ name: 'one', identity: 'one', batch, detections: [] });
    await data.history.commit();
    using reading = await askHolder(folder);

    const [seen] = (await reading?.seen([{ where: { region: 'us-east-1' } }])) ?? [];
    const records = await reading?.records([String(record['eventID']), 'unknown']);
    const alerts = await reading?.listAlerts({}, { order: 'time', limit: 10 });

    expect(seen?.count).toBe(1);
    expect(records).toEqual([record, undefined].map((one) => one ?? null));
    expect(alerts).toEqual([]);
  });

  it('is not possible when nobody holds it, or its holder has died', async () => {
    writeFileSync(join(folder, '..', 'holder.sock'), '');

    expect(await askHolder(folder)).toBeUndefined();
    expect(await askHolder(join(folder, '..'))).toBeUndefined();
  });

  it('reports a question that makes no sense, and goes on', async () => {
    await using _data = await openData(folder, holder);
    using reading = await askHolder(folder);
    const nonsense = [{ where: { actor: 'a' }, from: '0); DROP TABLE events', to: 1, limit: 1 }];

    const failed = await reading?.events(nonsense as never).catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(UpstreamError);
    expect(await reading?.seen([{ where: {} }])).toMatchObject([{ count: 0 }]);
  });

  it.each([
    ['is no JSON', 'hello\n'],
    ['asks for something else', '{"id":1,"question":"close","parameters":[]}\n'],
    ['never ends', 'x'.repeat(9 * 1024 * 1024)],
  ])('ends the connection of one whose message %s', async (_what, message) => {
    await using data = await openData(folder, holder);
    const socket = connect(socketPathOf(folder));

    await new Promise((closed) => {
      socket.on('error', () => undefined);
      socket.on('close', closed);
      socket.write(message);
    });

    expect(await data.history.seen([{ where: {} }])).toMatchObject([{ count: 0 }]);
  });

  it('works where the path is longer than a socket may be', async () => {
    const deep = join(folder, 'x'.repeat(120));
    await using _data = await openData(deep, holder);
    using reading = await askHolder(deep);

    expect(await reading?.seen([{ where: {} }])).toMatchObject([{ count: 0 }]);
  });
});
