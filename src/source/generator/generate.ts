import { InvalidInputError } from '#src/model/errors.ts';
import { hourMs } from '#src/model/time.ts';
import { createDeliveries } from './delivery.ts';
import type { GeneratedFile, GenerateOptions, GroundTruth } from './options.ts';
import { createOrdinaryDays, eventsByHour } from './ordinary/days.ts';
import { buildOrganization, type Organization } from './organization.ts';
import { createChangingRandom, createRandom } from './random.ts';
import { cloudTrailTime } from './record.ts';
import { createRecorder, type Delivery } from './recorder.ts';
import { scenarios } from './scenarios/index.ts';
import type { Scenario } from './scenarios/stage.ts';

const recordsPerFileAtMost = 5000;

/**
 * CloudTrail of an organisation at work, with attacks mixed in, as the files that a trail delivers; the last file is the
 * ground truth. Memory holds at most what is not delivered yet, whatever the number of events.
 * @throws InvalidInputError when a scenario is not known.
 */
export function* generate(options: GenerateOptions): Generator<GeneratedFile> {
  const organization = buildOrganization(options);
  const plays = playScenarios(options, organization);
  const attack = plays.flatMap(({ events }) => events).toSorted((a, b) => a.time - b.time);
  const deliveries = createDeliveries({
    organization,
    random: createRandom(options.seed, 'delivery'),
    recordsPerFile: recordsPerFile(options),
    duplicatePercent: options.duplicatePercent,
  });
  let written = 0;
  // What programs always do belongs to the organisation, what happens on a day does not.
  const { random, change } = createChangingRandom(organization.seed, options.seed, 'ordinary');
  const recorder = createRecorder(random, (event) => {
    written += 1;
    deliveries.add(event);
  });
  const high = options.cardinality === 'high';
  const days = createOrdinaryDays({ organization, recorder, high }, () => written);
  change();
  const hours = eventsByHour(
    options.start,
    options.days,
    Math.max(0, options.events - attack.length),
  );
  let owed = 0;
  let next = 0;
  for (const [hour, events] of hours.entries()) {
    const start = options.start + hour * hourMs;
    // Work comes in bursts: what one hour wrote too much, the next writes less.
    owed += events;
    const before = written;
    if (owed > 0) days.hour(start, owed);
    owed -= written - before;
    for (; next < attack.length; next += 1) {
      const event = attack[next];
      if (event === undefined || event.time >= start + hourMs) break;
      deliveries.add(event);
    }
    yield* deliveries.due(start);
    if (hour % 24 === 23) yield* deliveries.endOfDay();
  }
  for (const event of attack.slice(next)) deliveries.add(event);
  yield* deliveries.end();
  yield* groundTruthFiles(plays.map(({ truth }) => truth));
}

function recordsPerFile({ events, files }: GenerateOptions): number {
  const wanted = files === undefined ? 100 : Math.ceil(events / Math.max(1, files));
  return Math.min(recordsPerFileAtMost, Math.max(1, wanted));
}

interface Play {
  readonly events: readonly Delivery[];
  readonly truth: GroundTruth;
}

/** Attacks are spread over the days after the first fifth, so that there is a history to compare them with. */
function playScenarios(options: GenerateOptions, organization: Organization): readonly Play[] {
  const chosen = chooseScenarios(options.scenarios);
  const total = options.days * 24 * hourMs;
  const each = (total * 0.75) / Math.max(1, chosen.length);
  return chosen.map((scenario, index) => {
    const random = createRandom(options.seed, `scenario ${scenario.id}`);
    const events: Delivery[] = [];
    const recorder = createRecorder(random, (event) => events.push(event));
    const offset = total * 0.2 + each * (index + random.next() * 0.8);
    const now = options.start + Math.floor(offset / 1000) * 1000;
    const actor = scenario.play({ organization, random, recorder, now });
    return { events, truth: truthOf(scenario, actor, events) };
  });
}

function chooseScenarios(ids: readonly string[] | undefined): readonly Scenario[] {
  if (ids === undefined) return scenarios;
  return ids.map((id) => {
    const found = scenarios.find((scenario) => scenario.id === id);
    if (found === undefined) {
      throw new InvalidInputError(
        `There is no scenario called ${id}; choose from ${scenarios.map((one) => one.id).join(', ')}`,
      );
    }
    return found;
  });
}

function truthOf(
  { id, title, techniques }: Scenario,
  actor: { readonly key: string; readonly chain: readonly string[] },
  events: readonly Delivery[],
): GroundTruth {
  const times = events.map(({ time }) => time);
  return {
    scenario: id,
    title,
    techniques,
    actor: actor.key,
    chain: actor.chain,
    accounts: [...new Set(events.map(({ account }) => account))],
    from: cloudTrailTime(Math.min(...times)),
    to: cloudTrailTime(Math.max(...times)),
    eventIds: events.map(({ record }) => String(record['eventID'])),
  };
}

/** None in times of peace: an empty file would look like damage to whoever reads the folder. */
function groundTruthFiles(truths: readonly GroundTruth[]): readonly GeneratedFile[] {
  if (truths.length === 0) return [];
  const text = truths.map((truth) => `${JSON.stringify(truth)}\n`).join('');
  return [{ path: 'ground-truth.jsonl', text, events: 0 }];
}
