import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSessions } from '#src/detect/baseline/session.ts';
import { startTraining } from '#src/detect/baseline/train.ts';
import { StorageError, UsageError } from '#src/model/errors.ts';
import { loadBaseline, saveBaseline } from './model-file.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-baseline-'));
  file = join(folder, 'baseline.json.gz');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function aModel(calls: number) {
  const trainer = startTraining();
  const builder = buildSessions((ip) => ip);
  for (let call = 0; call < calls; call += 1)
    builder.add({
      time: call * 1_000,
      actor: 'arn:aws:iam::111122223333:user/alice',
      accessKey: '',
      account: '111122223333',
      region: 'eu-west-1',
      action: 's3:ListBuckets',
      ip: '192.0.2.1',
      userAgent: 'aws-cli/2',
      failed: false,
      readOnly: true,
    });
  for (const session of builder.end()) trainer.add(session);
  return trainer.finish({ trainedAt: '2026-11-01T00:00:00Z', events: calls, networks: 'prefix' });
}

describe('the model of a data folder', () => {
  it('is undefined until one was trained', () => {
    expect(loadBaseline(folder)).toBeUndefined();
  });

  it('comes back as it was, for its user alone, and nothing else is left', () => {
    const saved = saveBaseline(folder, aModel(3));

    expect(loadBaseline(folder)).toEqual(saved);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['baseline.json.gz']);
  });

  it('has a version that says what is in it, and is replaced by the next one', () => {
    const first = saveBaseline(folder, aModel(3));
    const same = saveBaseline(folder, aModel(3));
    const other = saveBaseline(folder, aModel(4));

    expect(same.version).toBe(first.version);
    expect(other.version).not.toBe(first.version);
    expect(loadBaseline(folder)?.version).toBe(other.version);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['no gzip', () => Buffer.from('hello')],
    ['empty', () => Buffer.alloc(0)],
    ['no model', () => gzipSync('{"other":1}\n{}')],
    [
      'changed',
      (bytes: Buffer) =>
        gzipSync(gunzipSync(bytes).toString().replace('ListBuckets', 'ListObjects')),
    ],
  ])('that is %s is said to be damaged, with the way out', (_what, damage) => {
    saveBaseline(folder, aModel(3));
    writeFileSync(file, damage(readFileSync(file)));

    const opening = () => loadBaseline(folder);

    expect(opening).toThrow(StorageError);
    expect(opening).toThrow(`train it again with: cairn baseline train --data ${folder}`);
  });

  it('of a newer Cairn is refused', () => {
    writeFileSync(file, gzipSync('{"format":99,"sha256":"x"}\n{}'));

    expect(() => loadBaseline(folder)).toThrow(UsageError);
  });
});
