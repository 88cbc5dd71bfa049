import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openData } from '../data-folder/open-data.ts';

const cairn = resolve('bin/cairn.js');
const holder = { pid: process.pid, command: 'test', since: '2026-11-01T00:00:00Z' };
const everything = { from: 0, to: 2 ** 50, limit: 1_000_000 };

let folder: string;
let logs: string;
let unbroken: Contents;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

function start(
  command: string,
  args: readonly string[],
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (data) => {
    said += String(data);
  });
  child.stdout?.resume();
  const ended = new Promise<Ended>((done) => {
    child.on('exit', (code, signal) => done({ code, signal, said }));
  });
  return { child, ended };
}

function ingest(data: string): ReturnType<typeof start> {
  return start(process.execPath, [cairn, 'ingest', logs, '--data', data, '--quiet']);
}

interface Contents {
  readonly eventIds: readonly string[];
  readonly detections: readonly string[];
  readonly alerts: readonly string[];
}

async function contentsOf(data: string): Promise<Contents> {
  await using opened = await openData(data, holder);
  const [events = []] = await opened.history.events([{ where: {}, ...everything }]);
  const detections: string[] = [];
  for await (const { rule, eventId } of opened.history.detections(''))
    detections.push(`${eventId} ${rule}`);
  const alerts = opened.state.alerts.list({}, { order: 'time', limit: 10_000 });
  return {
    eventIds: events.map(({ eventId }) => eventId).toSorted(),
    detections,
    alerts: alerts.map(({ id, count }) => `${id} ${count}`),
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-durability-'));
  const generated = join(folder, 'generated');
  logs = join(generated, 'AWSLogs');
  const size = ['--events', '90000', '--files', '50', '--duplicates', '5', '--quiet'];
  await start(process.execPath, [cairn, 'generate', generated, ...size]).ended;
  await ingest(join(folder, 'unbroken')).ended;
  unbroken = await contentsOf(join(folder, 'unbroken'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder', () => {
  it('holds every event once', () => {
    expect(unbroken.eventIds.length).toBeGreaterThan(80_000);
    expect(new Set(unbroken.eventIds).size).toBe(unbroken.eventIds.length);
  });

  it('holds the same after being killed at any moment and started again', async () => {
    const data = join(folder, 'killed');
    const moments: number[] = [];

    for (let round = 0; round < 4; round++) {
      const { child, ended } = ingest(data);
      const moment = 300 + Math.floor(Math.random() * 3_000);
      moments.push(moment);
      await Promise.race([setTimeout(moment), ended]);
      child.kill('SIGKILL');
      await ended;
    }
    const last = await ingest(data).ended;
    const found = await contentsOf(data);

    expect(last, `killed after ${moments.join(', ')} ms`).toMatchObject({ code: 0, said: '' });
    expect(found, `killed after ${moments.join(', ')} ms`).toEqual(unbroken);
  });

  it('says so when the disk is full, loses nothing that was committed, and goes on when there is space', async () => {
    const data = join(folder, 'full');
    // No file may grow beyond 16 MB (blocks of 1,024 bytes): the same failure of a write, without a disk to fill.
    const limited = `ulimit -f 16384; exec "$0" "$@"`;
    const args = [cairn, 'ingest', logs, '--data', data, '--quiet'];

    const failed = await start('bash', ['-c', limited, process.execPath, ...args]).ended;
    const before = await contentsOf(data);
    const last = await ingest(data).ended;
    const found = await contentsOf(data);

    expect(failed.code).toBe(1);
    expect(failed.said).toMatch(/data folder .* cannot be written/);
    expect(before.eventIds.length).toBeLessThan(unbroken.eventIds.length);
    expect(last).toMatchObject({ code: 0, said: '' });
    expect(found).toEqual(unbroken);
  });

  it('belongs to one process, which says who it is', async () => {
    const data = join(folder, 'unbroken');
    await using _owner = await openData(data, { ...holder, command: 'a long search' });

    const { code, said } = await ingest(data).ended;

    expect(code).toBe(1);
    expect(said).toContain(`process ${process.pid} (a long search, since 2026-11-01T00:00:00Z)`);
  });

  it('adds nothing when the same files come again', async () => {
    const data = join(folder, 'unbroken');

    await ingest(data).ended;
    const found = await contentsOf(data);

    expect(found).toEqual(unbroken);
  });
});
