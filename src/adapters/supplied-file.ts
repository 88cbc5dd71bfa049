import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { InvalidInputError } from '#src/model/errors.ts';

const mebibyte = 1024 ** 2;

/**
 * The bytes of a file that the configuration names. A pipe or device could keep us waiting, or go on for ever.
 * @throws InvalidInputError when it is no file, or larger than `mostBytes`; the system's error when it cannot be read.
 */
export function readSuppliedFile(path: string, mostBytes: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new InvalidInputError(`${path}: is not a regular file`);
    if (stats.size > mostBytes)
      throw new InvalidInputError(`${path}: is larger than ${mostBytes / mebibyte} MiB`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
