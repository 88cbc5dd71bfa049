import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import { InvalidInputError, messageOf } from '#src/model/errors.ts';
import { dayMs } from '#src/model/time.ts';
import { fill } from './fill.ts';
import { type CaseForm, EventForm, type Label, type Routine, type World } from './format.ts';
import { hashOf } from './letters.ts';
import { type Moment, recordOf, type Setting } from './record.ts';

/** A case ready to be run: everything that CloudTrail would have delivered, and what is right to say about it. */
export interface LabelledCase {
  readonly id: string;
  readonly label: Label;
  readonly config: Config;
  /** What happened before, oldest first. */
  readonly before: readonly RawRecord[];
  /** What the case is about. */
  readonly records: readonly RawRecord[];
}

/** `more` are further names for placeholders. Throws an InvalidInputError that names the case when it cannot be read. */
export function expandCase(form: CaseForm, world: World, more: Names = {}): LabelledCase {
  try {
    const names = { ...world.places, ...world.accounts, ...more };
    const start = Date.parse(form.at);
    const routines = [...world.before, ...form.before.map((each) => routineOf(each, world))];
    return {
      id: form.id,
      label: fill(form.label, names),
      config: Config.parse(merged(world.config, fill(form.config, names))),
      before: routines.flatMap((routine, index) =>
        pastOf(routine, { world, names, start, seed: `${form.id} before ${index}` }),
      ),
      records: recordsOf(form, world, names, start),
    };
  } catch (error) {
    const reason = messageOf(error);
    throw new InvalidInputError(`case ${form.id}: ${reason}`, { cause: error });
  }
}

type Names = Readonly<Record<string, string>>;

function recordsOf(
  form: CaseForm,
  world: World,
  names: Names,
  start: number,
): readonly RawRecord[] {
  const { by, from, agent, region, account } = fill(form, names);
  const setting: Setting = { world, by, from, agent, region, account };
  const records: RawRecord[] = [];
  let time = start;
  for (const [index, event] of form.events.entries()) {
    if (event.at !== undefined) time = start + offsetOf(event.at);
    for (let n = 1; n <= event.times; n += 1) {
      const moment: Moment = { time, seed: `${form.id} ${index} ${n}` };
      records.push(recordOf(fill(event, { ...names, n: String(n) }), setting, moment));
      time +=
        n < event.times ? durationOf(event.every) : 7_000 + (hashOf(moment.seed) % 31) * 1_000;
    }
  }
  return records;
}

function routineOf(routine: Routine | string, { routines }: World): Routine {
  const found = typeof routine === 'string' ? routines[routine] : routine;
  if (found === undefined) throw new InvalidInputError(`the world has no routine “${routine}”`);
  return found;
}

interface Past {
  readonly world: World;
  readonly names: Names;
  readonly start: number;
  readonly seed: string;
}

/** Day by day until the day before the case. */
function pastOf(routine: Routine, past: Past): readonly RawRecord[] {
  const days = Array.from({ length: routine.days }, (_, index) => routine.days - index);
  return days.flatMap((day) => {
    const midnight = Math.floor((past.start - day * dayMs) / dayMs) * dayMs;
    return routine.always || isWorkday(midnight) ? dayOf(routine, midnight, past) : [];
  });
}

function dayOf(
  {
    by,
    from = 'office',
    agent = 'cli',
    region = 'eu-west-1',
    account = 'prod',
    calls,
    hour,
    hours,
  }: Routine,
  midnight: number,
  { world, names, seed }: Past,
): readonly RawRecord[] {
  const setting: Omit<Setting, 'world'> = fill({ by, from, agent, region, account }, names);
  return calls.map((call, index) => {
    const event = typeof call === 'string' ? EventForm.parse({ call }) : call;
    const ownSeed = `${seed} ${midnight} ${index}`;
    const minutes = (hashOf(ownSeed) % (hours * 55)) + index;
    const time = midnight + hour * 3_600_000 + minutes * 60_000;
    const number = String(hashOf(ownSeed) % 10_000);
    return recordOf(
      fill(event, { ...names, n: number }),
      { ...fill(setting, { n: number }), world },
      { time, seed: ownSeed },
    );
  });
}

function isWorkday(time: number): boolean {
  const day = new Date(time).getUTCDay();
  return day !== 0 && day !== 6;
}

/** `+90s`, `-2d`. */
function offsetOf(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * durationOf(text.replace(/^[+-]/, ''));
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: dayMs };

function durationOf(text: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const size = unitMs[unit];
  if (size === undefined) throw new InvalidInputError(`“${text}” is no time such as 90s, 5m, 2h`);
  return Number(count) * size;
}

/** Lists are joined, objects merged; anything else is replaced. */
function merged(base: unknown, over: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(over)) return [...base, ...over];
  if (!isPlain(base) || !isPlain(over)) return over ?? base;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, merged(base[key], over[key])]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
