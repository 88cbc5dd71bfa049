import type { History } from '#src/enrich/history.ts';

/** A history that cannot be asked. */
export function brokenHistory(): History {
  const fail = async () => {
    throw new TypeError('the store is gone');
  };
  return { seen: fail, events: fail, assumptions: fail, hourly: fail, tally: fail, records: fail };
}
