const secondMs = 1_000;
const dayMs = 86_400 * secondMs;

/** A month counts 30 days and a year 365, for a window slides over the calendar. */
const units: ReadonlyMap<string, number> = new Map([
  ['s', secondMs],
  ['m', 60 * secondMs],
  ['h', 3_600 * secondMs],
  ['d', dayMs],
  ['w', 7 * dayMs],
  ['M', 30 * dayMs],
  ['y', 365 * dayMs],
]);

/** Milliseconds of a timespan such as `90m`; undefined when it is none. */
export function parseTimespan(text: string): number | undefined {
  const [, digits = '', letter = ''] = /^(\d{1,9})([smhdwMy])$/.exec(text) ?? [];
  const timespan = Number(digits) * (units.get(letter) ?? 0);
  return timespan > 0 ? timespan : undefined;
}
