import { objectOpener } from '#src/adapters/objects/open.ts';
import { Scanner } from '#src/source/cloudtrail/scan/scanner.ts';
import { createJob } from './job.ts';
import type { JobDescription } from './job-description.ts';
import type { Reader } from './read-one.ts';
import { recordFilter } from './record-filter.ts';

export function createReader(description: JobDescription): Reader {
  return {
    opener: objectOpener(description.s3),
    limits: description.config.limits,
    filter: recordFilter(description.filter),
    job: createJob(description),
    scanner: new Scanner(description.historyKey === undefined ? 'head' : 'all'),
    identifies: description.historyKey !== undefined,
  };
}
