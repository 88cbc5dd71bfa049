import type { EnrichedAlert } from '#src/model/alert.ts';
import { text } from '#src/normalize/untyped.ts';
import { type Evidence, evidenceOf } from '../evidence.ts';
import { plain } from '../narrative/plain.ts';
import { lookupEvents } from './cli.ts';
import { keepFirst, type Runbook, type Step, step } from './runbook.ts';
import { wentThrough } from './succeeded.ts';

/** Steps that only look are told for so many regions and things: a sweep through all of them would be a book. */
const mostLooks = 3;

/** The other steps are told for so many things of a region; a command lists the rest. */
const mostThings = 10;

/** Characters of a name in a sentence. */
const longestName = 80;

const looking: readonly string[] = ['investigate', 'verify'];

/** The steps about what lies in one region: `alert.region` and the records are those of that region alone. */
type StepsInRegion = (alert: EnrichedAlert, evidence: Evidence) => readonly Step[];

/**
 * The steps of a runbook once for each region that the records name: AWS refuses a whole call when one of its ids lies in
 * another region. What is the same everywhere is told once. Where the evidence does not hold every call of the alert, a
 * step says how the others are listed.
 */
export function inEachRegion(stepsFor: StepsInRegion): Runbook['steps'] {
  return (alert, evidence) => {
    const regions = [...recordsByRegion(alert, evidence)];
    const all = regions.flatMap(([region, records], index) => {
      const own = evidenceOf(records);
      const steps = withoutEmpty(stepsFor({ ...alert, region }, own));
      return [...limited(steps, region, own), ...otherCalls(alert, evidence, region, own)]
        .filter(({ phase }) => index < mostLooks || !looking.includes(phase))
        .map((each) => (regions.length > 1 ? named(each, region) : each));
    });
    return withoutEmpty(all);
  };
}

/**
 * The steps once for each call of each region, so that every thing that the calls name has its own commands and the names
 * of one call never stand beside those of another. Of a call that was refused there is nothing to take back, unless all were.
 */
export function forEachCall(stepsFor: StepsInRegion): Runbook['steps'] {
  return inEachRegion((alert, evidence) => {
    const records = wentThrough(evidence.records);
    return records.length === 0
      ? stepsFor(alert, evidence)
      : records.flatMap((record) => stepsFor(alert, evidenceOf([record])));
  });
}

function recordsByRegion(alert: EnrichedAlert, { records }: Evidence) {
  const regions = Map.groupBy(records, (record) => text(record['awsRegion']) || alert.region);
  return regions.size === 0 ? new Map([[alert.region, []]]) : regions;
}

function otherCalls(
  { count }: EnrichedAlert,
  { records }: Evidence,
  region: string,
  own: Evidence,
): readonly Step[] {
  const others = count - records.length;
  if (others <= 0) return [];
  const sentence = `The commands name what ${records.length} of the ${count} calls touched. List the ${others} others, and take the same steps for what they name.`;
  if (own.records.some(isDataEvent))
    return [
      step(
        'contain',
        `${sentence} They are data events: look for them in the files of the trail, for the event history of the account does not hold them.`,
        { breaks: 'Nothing: it only reads.', rollback: 'None is needed.', owner: 'incident lead' },
      ),
    ];
  return own
    .texts('eventName')
    .map((name) => keepFirst(sentence, 'incident lead', lookupEvents(region, 'EventName', name)));
}

function isDataEvent(record: Evidence['records'][number]): boolean {
  return record['managementEvent'] === false || record['eventCategory'] === 'Data';
}

/** The region is said only where the command depends on it, so that other steps stay equal and are told once. */
function named(step: Step, region: string): Step {
  if (!`${step.command} `.includes(` --region ${region} `)) return step;
  return { ...step, step: `In ${region}: ${step.step}` };
}

/** The words of a step without what is of its region. */
function unnamed(text: string): string {
  return text.replace(/^In [a-z0-9-]+: /, '').replace(/ And \d+ more, in the same way: .*$/, '');
}

/** A step without a command is told once, and not at all where another call or region has the command. */
function withoutEmpty(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>();
  const withCommand = new Set(
    steps.flatMap(({ step: text, command }) => (command === undefined ? [] : unnamed(text))),
  );
  return steps.filter(({ step: text, command, lacksCommand }) => {
    const key = command ?? text;
    if (seen.has(key) || (lacksCommand === true && withCommand.has(text))) return false;
    seen.add(key);
    return true;
  });
}

/** What is the same step for thing after thing stops in time, and says how the others are found. */
function limited(steps: readonly Step[], region: string, own: Evidence): readonly Step[] {
  const groups = Map.groupBy(steps, ({ phase, step: text }) => `${phase} ${text}`);
  return steps.flatMap((each) => {
    const group = groups.get(`${each.phase} ${each.step}`) ?? [];
    const most = looking.includes(each.phase) ? mostLooks : mostThings;
    const index = group.indexOf(each);
    if (index >= most) return [];
    const left = group.length - most;
    if (index < most - 1 || left <= 0) return each;
    return {
      ...each,
      step: `${each.step} And ${left} more, in the same way: ${listing(region, own)}`,
    };
  });
}

function listing(region: string, { records, text: textOf }: Evidence): string {
  const command = lookupEvents(region, 'EventName', textOf('eventName'));
  if (!command || records.some(isDataEvent)) return 'the data events of the trail name them.';
  return `list what the calls name with ${command} .`;
}

/** One step for each of the values, for calls that take one at a time; one without a command where there is none. */
export function forEach(
  values: readonly string[],
  stepFor: (value: string | undefined) => Step,
): readonly Step[] {
  return values.length === 0
    ? [stepFor(undefined)]
    : values.map((value) => byHand(stepFor(value), value));
}

/** What no command can name is named in words, so that each thing keeps its step. */
function byHand(told: Step, value: string): Step {
  if (told.command !== undefined || told.lacksCommand === true) return told;
  return { ...told, step: `${told.step} It is about ${plain(value, longestName)}.` };
}
