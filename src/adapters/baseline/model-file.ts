import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { decodeModel, type EncodedModel, encodeModel } from '#src/detect/baseline/encode.ts';
import { type Model, modelFormat } from '#src/detect/baseline/model.ts';
import type { Baseline } from '#src/enrich/baseline.ts';
import { hasCode, StorageError, UsageError } from '#src/model/errors.ts';
import { parseJson } from '#src/parse-json.ts';

const fileName = 'baseline.json.gz';
/** A model has caps for all that it holds; a file that is larger was not written by us. */
const mostBytes = 512 * 1024 * 1024;

const Header = z.object({ format: z.int().positive(), sha256: z.string() });

/** Writes the model into the data folder; whoever reads meanwhile gets the old one or the new one, never a part. */
export function saveBaseline(folder: string, model: Model): Baseline {
  const body = JSON.stringify(encodeModel(model));
  const sha256 = hashOf(body);
  const header = JSON.stringify({ format: modelFormat, sha256 });
  const file = join(folder, fileName);
  const temporary = `${file}.new`;
  try {
    const descriptor = openSync(temporary, 'w', 0o600);
    try {
      writeFully(descriptor, gzipSync(`${header}\n${body}`, { level: 6 }));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (cause) {
    throw new StorageError(`${file} could not be written`, { cause });
  }
  return { version: versionOf(sha256), trainedAt: model.info.trainedAt, model };
}

/**
 * The model of a data folder, undefined when none was trained.
 * @throws StorageError when the file is damaged, UsageError when a newer Cairn wrote it.
 */
export function loadBaseline(folder: string): Baseline | undefined {
  const file = join(folder, fileName);
  const bytes = readBytes(file);
  if (bytes === undefined) return undefined;
  const damaged = (cause?: unknown) =>
    new StorageError(
      `${file} is damaged; train it again with: cairn baseline train --data ${folder}`,
      { cause },
    );
  const text = unpacked(bytes);
  if (text === undefined) throw damaged();
  const end = text.indexOf('\n');
  const header = Header.safeParse(parseJson(text.slice(0, end)));
  if (!header.success) throw damaged(header.error);
  const { format, sha256 } = header.data;
  if (format > modelFormat)
    throw new UsageError(
      `${file} was written by a newer Cairn (format ${format}; this one knows ${modelFormat}). Use that version, or train it again with: cairn baseline train --data ${folder}`,
    );
  const body = text.slice(end + 1);
  if (hashOf(body) !== sha256) throw damaged();
  // The hash has shown that this is what `saveBaseline` wrote.
  const model = decodeModel(JSON.parse(body) as EncodedModel);
  return { version: versionOf(sha256), trainedAt: model.info.trainedAt, model };
}

function versionOf(sha256: string): string {
  return `${modelFormat}-${sha256.slice(0, 12)}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw new StorageError(`${file} could not be read`, { cause });
  }
}

function unpacked(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes }).toString('utf8');
  } catch {
    return undefined;
  }
}

function writeFully(descriptor: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(descriptor, bytes, done, bytes.length - done);
}
