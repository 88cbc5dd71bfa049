import { existsSync, globSync } from 'node:fs';
import { isDynamicPattern } from 'tinyglobby';
import { UsageError } from '#src/model/errors.ts';
import type { InputObject } from '#src/source/cloudtrail/source-object.ts';
import { isFolder, listFiles } from './files.ts';
import type { ListOptions } from './list-options.ts';

/** Throws UsageError for a local path that does not exist, before anything is read. */
export function checkPaths(paths: readonly string[]): void {
  for (const path of paths) {
    const isElsewhere = path === '-' || path.startsWith('s3://') || isDynamicPattern(path);
    if (!isElsewhere && !existsSync(path)) throw new UsageError(`${path} does not exist`);
  }
}

/**
 * Everything to read under the paths that a person named: files, folders, globs, `-` for standard input,
 * `s3://bucket/prefix`. Throws UsageError for one that does not exist.
 */
export async function* listObjects(
  paths: readonly string[],
  options: ListOptions = {},
): AsyncGenerator<InputObject, void> {
  for (const path of new Set(paths)) {
    let count = 0;
    for await (const object of listPath(path, options)) {
      count++;
      yield object;
    }
    if (count === 0) options.onNote?.(path, 'holds no file to read');
  }
}

async function* listPath(path: string, options: ListOptions): AsyncGenerator<InputObject, void> {
  if (path === '-') yield { kind: 'stdin', name: 'standard input' };
  else if (path.startsWith('s3://')) {
    // The SDK takes a tenth of a second to load, which reading a local file must not pay.
    const { listS3 } = await import('./s3-list.ts');
    yield* listS3(path, options);
  } else if (existsSync(path)) yield* listFiles(path, options);
  else if (isDynamicPattern(path)) yield* listGlob(path, options);
  else throw new UsageError(`${path} does not exist`);
}

function* listGlob(pattern: string, options: ListOptions): Generator<InputObject, void> {
  // Node's own also gives links, those that lead nowhere among them, and pipes, so that they are reported.
  const matches = globSync(pattern);
  const files = matches.filter((match) => !isFolder(match));
  if (files.length === 0) throw new UsageError(`nothing matches ${pattern}`);
  for (const match of files.sort()) yield* listFiles(match, options);
}
