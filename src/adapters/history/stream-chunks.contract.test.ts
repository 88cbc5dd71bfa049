import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { streamChunks } from './stream-chunks.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-stream-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('leaves the file to other processes once it is closed, also after a reader that stopped early', async () => {
  const file = join(folder, 'some.duckdb');
  const database = await openDatabase({ file, temporaryFolder: folder });
  await database.connection.run(`CREATE TABLE t AS SELECT repeat('x', 100) FROM range(300000)`);
  const stream = await database.connect();

  for await (const chunk of streamChunks(stream, 'FROM t')) {
    expect(chunk.rowCount).toBeGreaterThan(0);
    break;
  }
  stream.closeSync();
  database.close();

  const open = `import { DuckDBInstance } from '@duckdb/node-api'; await DuckDBInstance.create(process.argv[1]);`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', open, file]);
});
