const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');
const month = `(${months.join('|')})[a-z]*\\.?`;

/** Dates and times in a text, as pieces of ISO 8601 that a time of a fact must begin with or contain. */
interface TimeShape {
  readonly pattern: RegExp;
  test(match: RegExpExecArray, facts: TimeFacts): boolean;
}

export interface TimeFacts {
  readonly text: string;
  /** Times in ISO 8601, as they stand in the facts. */
  readonly isoTimes: readonly string[];
  /** `YYYY-MM-DD` */
  readonly dates: readonly string[];
}

/** In the order in which they are taken out of a sentence. The year may be missing, the time may be in twelve hours. */
const shapes: readonly TimeShape[] = [
  {
    pattern: /\b(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(?:z|utc)?/,
    test: ([, date = '', time = ''], { isoTimes }) =>
      isoTimes.some((iso) => iso.startsWith(`${date}t${time}`)),
  },
  {
    pattern: /\b\d{4}-\d\d(?:-\d\d)?\b/,
    test: ([date], { dates }) => dates.some((each) => each.startsWith(date)),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${month}(?:,? (\\d{4}))?\\b`),
    test: ([, day = '', name = '', year], { dates }) => isDate(dates, year, name, day),
  },
  {
    pattern: new RegExp(`\\b${month} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?`),
    test: ([, name = '', day = '', year], { dates }) => isDate(dates, year, name, day),
  },
  {
    pattern: new RegExp(`\\b${month} (\\d{4})\\b`),
    test: ([, name = '', year], { dates }) => isDate(dates, year, name, undefined),
  },
  {
    pattern: /\b(\d{1,2}):(\d\d)(:\d\d)?(?:\s?([ap])\.?m\b\.?)?(?:\s?utc\b)?/,
    test: (match, facts) => isClock(match, facts),
  },
  {
    pattern: new RegExp(`\\b(${days.join('|')})(?:day|sday|nesday|rsday|urday)s?\\b`),
    test: ([said, name = ''], { text, dates }) =>
      new RegExp(`\\b${name}`).test(text) ||
      text.includes(said) ||
      dates.some((date) => days[new Date(`${date}T00:00:00Z`).getUTCDay()] === name),
  },
];

export function timeFactsOf(text: string): TimeFacts {
  const isoTimes = [...text.matchAll(/\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?/g)].map(([iso]) => iso);
  const dates = [...text.matchAll(/\d{4}-\d\d-\d\d/g)].map(([date]) => date);
  return { text, isoTimes, dates };
}

/** The sentence without its times, or undefined when a time is not among those of the facts. All in lower case. */
export function withoutTimes(sentence: string, facts: TimeFacts): string | undefined {
  let rest = sentence;
  for (const { pattern, test } of shapes) {
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      if (!test(match, facts)) return undefined;
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    }
  }
  return rest;
}

function isDate(
  dates: readonly string[],
  year: string | undefined,
  name: string,
  day: string | undefined,
): boolean {
  const number = String(months.indexOf(name.slice(0, 3)) + 1).padStart(2, '0');
  return dates.some((date) => {
    const [ofYear, ofMonth, ofDay] = date.split('-');
    const isDay = day === undefined || ofDay === day.padStart(2, '0');
    return (year === undefined || year === ofYear) && ofMonth === number && isDay;
  });
}

function isClock([, hour = '', minute = '', second = '', half]: RegExpExecArray, facts: TimeFacts) {
  const afternoon = half === 'p' && Number(hour) < 12 ? 12 : 0;
  const hours = half === 'a' && hour === '12' ? 0 : Number(hour) + afternoon;
  const clock = `${String(hours).padStart(2, '0')}:${minute}${second}`;
  return (
    facts.isoTimes.some((iso) => iso.slice(11).startsWith(clock)) ||
    new RegExp(`(?<![\\d:])${clock}(?!\\d)`).test(facts.text)
  );
}
