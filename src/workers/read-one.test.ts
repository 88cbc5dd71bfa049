import { describe, expect, it } from 'vitest';
import { Scanner } from '#src/source/cloudtrail/scan/scanner.ts';
import { limits } from '../../test/reading.ts';
import { type Reader, readOne } from './read-one.ts';

const job: Reader['job'] = {
  begin() {},
  startChunk() {},
  add() {},
  finish: () => ({ detections: [], quieted: [], transfer: [] }),
};

async function problemsOf(error: Error): Promise<readonly unknown[]> {
  const opener = { open: () => Promise.reject(error), close() {} };
  const reader = {
    opener,
    limits,
    filter: undefined,
    job,
    scanner: new Scanner('none'),
    identifies: false,
  };
  const problems: unknown[] = [];
  for await (const { result } of readOne({ kind: 'file', name: 'a.json', size: 1 }, reader)) {
    expect(result.isLast).toBe(true);
    problems.push(...result.problems);
  }
  return problems;
}

describe('a file that cannot be opened', () => {
  it.each([
    ['EACCES', 'not permitted to read it'],
    ['EPERM', 'not permitted to read it'],
    ['ENOENT', 'it does not exist any more'],
    ['ELOOP', 'a link that leads to itself'],
    ['ENXIO', 'it is a socket or a device, no file'],
  ])('is reported by its name, for %s in words', async (code, reason) => {
    const error = Object.assign(new Error(`${code}: as the system says`), { code });

    expect(await problemsOf(error)).toEqual([{ source: 'a.json', reason }]);
  });
});
