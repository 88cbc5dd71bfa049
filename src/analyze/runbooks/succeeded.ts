import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { type Evidence, evidenceOf } from '../evidence.ts';

/** The records of these calls (`service:Action`, split by spaces) that were not refused: only these left something behind. */
export function succeeded({ records }: Pick<Evidence, 'records'>, calls: string): Evidence {
  const wanted = calls.split(' ');
  return evidenceOf(
    wentThrough(records).filter((record) =>
      evidenceOf([record]).actions.some((action) => wanted.includes(action)),
    ),
  );
}

export function wentThrough(records: Evidence['records']): Evidence['records'] {
  return records.filter((record) => errorCodeOf(record) === '');
}
