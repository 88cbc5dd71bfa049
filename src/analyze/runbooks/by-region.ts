import type { EnrichedAlert } from '#src/model/alert.ts';
import { text } from '#src/normalize/untyped.ts';
import { type Evidence, evidenceOf } from '../evidence.ts';
import { lookupEvents } from './cli.ts';
import type { Runbook, Step } from './runbook.ts';

/** Steps that only look are told for so many regions: a sweep through all of them would be a book. */
const mostLooks = 3;

/**
 * The steps about what lies in one region: `alert.region` and the records are those of that region alone. `more` is a
 * sentence to put behind a step whose command names what the events hold: it says how many calls they do not hold, and
 * is empty where they hold all.
 */
type StepsInRegion = (alert: EnrichedAlert, evidence: Evidence, more: string) => readonly Step[];

/**
 * The steps of a runbook once for each region that the records name: AWS refuses a whole call when one of its ids lies in
 * another region. What is the same everywhere is told once.
 */
export function inEachRegion(stepsFor: StepsInRegion): Runbook['steps'] {
  return (alert, evidence) => {
    const regions = [...recordsByRegion(alert, evidence)];
    const all = regions.flatMap(([region, records], index) => {
      const own = evidenceOf(records);
      const more = missing(alert, evidence, region, own);
      return stepsFor({ ...alert, region }, own, more)
        .filter(({ phase }) => index < mostLooks || !['investigate', 'verify'].includes(phase))
        .map((each) => ({
          told: regions.length > 1 ? named(each, region) : each,
          text: each.step.replace(more, ''),
        }));
    });
    return withoutEmpty(all);
  };
}

function recordsByRegion(alert: EnrichedAlert, { records }: Evidence) {
  const regions = new Map<string, Evidence['records'][number][]>();
  for (const record of records) {
    const region = text(record['awsRegion']) || alert.region;
    const known = regions.get(region);
    if (known === undefined) regions.set(region, [record]);
    else known.push(record);
  }
  return regions.size === 0 ? new Map([[alert.region, []]]) : regions;
}

function missing(
  { count }: EnrichedAlert,
  { records }: Evidence,
  region: string,
  own: Evidence,
): string {
  const others = count - records.length;
  if (others <= 0) return '';
  const list = lookupEvents(region, 'EventName', own.text('eventName'));
  return ` The evidence holds ${records.length} of ${count} calls, and ${others} more calls were made: list them with ${list || 'the event history'} .`;
}

/** The region is said only where the command depends on it, so that other steps stay equal and are told once. */
function named(step: Step, region: string): Step {
  if (!`${step.command} `.includes(` --region ${region} `)) return step;
  return { ...step, step: `In ${region}: ${step.step}` };
}

interface StepOfRegion {
  readonly told: Step;
  /** The words of the step without what is of its region. */
  readonly text: string;
}

/** A step without a command is told once, and not at all where another region has the command. */
function withoutEmpty(all: readonly StepOfRegion[]): readonly Step[] {
  const seen = new Set<string>();
  const withCommand = new Set(
    all.flatMap(({ told, text }) => (told.command === undefined ? [] : text)),
  );
  return all.flatMap(({ told, text }) => {
    const key = told.command ?? text;
    if (seen.has(key) || (told.lacksCommand === true && withCommand.has(text))) return [];
    seen.add(key);
    return told;
  });
}

/** One step for each of the values, for calls that take one at a time; one without a command where there is none. */
export function forEach(
  values: readonly string[],
  stepFor: (value: string | undefined) => Step,
): readonly Step[] {
  return values.length === 0 ? [stepFor(undefined)] : values.map(stepFor);
}
