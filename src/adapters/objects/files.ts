import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import type { FileObject } from '#src/source/cloudtrail/source-object.ts';
import type { ListOptions } from './list-options.ts';
import { isLogName, looksLikeLog } from './log-names.ts';

type FileListOptions = Pick<ListOptions, 'onNote'>;

/**
 * One file, or those of a folder and all folders below it, sorted by name. A file that was named is always read; below a folder
 * hidden files are left out, and so are files that neither by name nor by their first bytes are logs. What cannot be
 * looked into is listed all the same, for reading it says why and counts it as unread.
 */
export function* listFiles(path: string, options: FileListOptions): Generator<FileObject, void> {
  const stats = statOf(path);
  if (stats?.isDirectory()) yield* listSubfolder(path, new Set(), options);
  else if (stats?.isFile()) yield fileObject(path, stats);
  // What a person named may be a pipe, whose size nobody knows.
  else yield stats?.isFIFO() ? { kind: 'file', name: path } : unreadable(path);
}

function* listFolder(
  folder: string,
  above: ReadonlySet<string>,
  options: FileListOptions,
): Generator<FileObject, void> {
  const names = namesIn(folder);
  if (names === undefined) yield unreadable(folder);
  for (const name of names ?? []) {
    const path = join(folder, name);
    const stats = statOf(path);
    if (stats === undefined) yield unreadable(path);
    else if (stats.isDirectory()) yield* listSubfolder(path, above, options);
    else if (!stats.isFile()) yield unreadable(path);
    else if (isWanted(path, name)) yield fileObject(path, stats);
    else options.onNote?.(path, 'passed over: no log file');
  }
}

/** A link to a folder that is being listed already would never end. */
function* listSubfolder(
  path: string,
  above: ReadonlySet<string>,
  options: FileListOptions,
): Generator<FileObject, void> {
  const real = realPathOf(path);
  if (real === undefined) yield unreadable(path);
  else if (above.has(real)) options.onNote?.(path, 'passed over: a link to a folder above it');
  else yield* listFolder(path, new Set([...above, real]), options);
}

/** Undefined when the folder cannot be read. */
function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return undefined;
  }
}

export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Undefined when the folder went away, or a folder above it may not be looked into. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function fileObject(path: string, { size }: Stats): FileObject {
  return { kind: 'file', name: path, size };
}

/** Also what is no file: reading it says so. */
function unreadable(path: string): FileObject {
  return { kind: 'file', name: path, size: 0 };
}

function isWanted(path: string, name: string): boolean {
  return isLogName(name) || (extname(name) !== '.md' && looksLikeLog(firstBytes(path)));
}

function firstBytes(path: string): Buffer {
  const bytes = Buffer.alloc(64);
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return bytes.subarray(0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    // It is read after all, so that the reason why it cannot be is reported.
    return Buffer.from('{');
  }
}
