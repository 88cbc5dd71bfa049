import { hourMs } from '#src/model/time.ts';
import type { Caller } from '../caller.ts';
import type { Account, Organization } from '../organization.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';
import type { Recorder } from '../recorder.ts';
import type { MakeCall, Scene } from './scene.ts';

/** Somebody or something that works in the organisation. */
export interface Participant {
  /** How likely it is at work at this hour of the week; 0 means never. */
  presence(time: number): number;
  /** A few minutes of its work, beginning at `time`. */
  work(time: number): void;
}

/** What builders of participants need. */
export interface Workplace {
  readonly organization: Organization;
  readonly recorder: Recorder;
  readonly high: boolean;
}

export function sceneIn(workplace: Workplace, account: Account, region: string): Scene {
  return { random: workplace.recorder.random, account, region, high: workplace.high };
}

/** IAM and STS are global services: their records come from us-east-1 whoever calls. */
const globalSources: ReadonlySet<string> = new Set([
  'iam',
  'organizations',
  'cloudfront',
  'health',
  'ce',
]);

export function regionOf(call: Call, region: string): string {
  return globalSources.has(call.source) ? 'us-east-1' : region;
}

/** Some of `calls` in a row, with the seconds between them that a person or program leaves. */
export function makeCalls(
  recorder: Recorder,
  caller: Caller,
  scene: Scene,
  plan: {
    readonly calls: readonly MakeCall[];
    readonly count: number;
    readonly time: number;
    readonly pauseMs: number;
  },
): void {
  let { time } = plan;
  for (let made = 0; made < plan.count; made += 1) {
    const call = recorder.random.pick(plan.calls)(scene);
    recorder.call(caller, call, { time, region: regionOf(call, scene.region) });
    time += Math.floor(recorder.random.next() * 2 * plan.pauseMs);
  }
}

/**
 * Credentials last for `lifetimeMs`; `issue` gets new ones when they have run out, early in the hour of the first use, for
 * within an hour work is not written in order and nobody can use a key before it exists.
 */
export function renewing(
  random: Random,
  lifetimeMs: number,
  issue: (time: number) => Caller,
): (time: number) => Caller {
  const offset = random.below(hourMs / 6);
  let current: Caller | undefined;
  let from = 0;
  return (time) => {
    if (current === undefined || time < from || time >= from + lifetimeMs) {
      from = Math.min(time, time - (time % hourMs) + offset);
      current = issue(from);
    }
    return current;
  };
}

export const always = () => 1;
