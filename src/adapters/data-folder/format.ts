import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode, StorageError, UsageError } from '#src/model/errors.ts';
import { parseJson } from '#src/parse-json.ts';
import { newHashKey } from './hash-key.ts';

/** Grows when an older Cairn could no longer read the folder; tables migrate by themselves, each with its own version. */
const newestFormat = 1;
const fileName = 'cairn.json';

const Word = z.int().min(0).max(0xffff_ffff);
const Format = z.object({
  format: z.int().positive(),
  /** See `KeyedHash`. Whoever knows it could write events whose names collide, so it stays in the folder. */
  hashKey: z.tuple([Word, Word]),
});
export type Format = z.infer<typeof Format>;

/** Reads what kind of data folder this is; a new one gets the newest format. */
export function readFormat(folder: string): Format {
  const file = join(folder, fileName);
  const text = readText(file);
  if (text === undefined) return createFormat(file);
  const parsed = Format.safeParse(parseJson(text));
  if (!parsed.success)
    throw new StorageError(`${file} is damaged, so the data folder cannot be read`, {
      cause: parsed.error,
    });
  if (parsed.data.format > newestFormat)
    throw new UsageError(
      `${folder} was written by a newer Cairn (format ${parsed.data.format}; this one knows ${newestFormat}). Use that version, or another folder.`,
    );
  return parsed.data;
}

function createFormat(file: string): Format {
  const [first, second] = newHashKey();
  const format: Format = { format: newestFormat, hashKey: [first, second] };
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  writeSync(descriptor, `${JSON.stringify(format)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, file);
  return format;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
