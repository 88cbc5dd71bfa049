import { hourMs } from '#src/model/time.ts';
import type { Recorder } from '../recorder.ts';
import type { Participant, Workplace } from './participant.ts';
import { oldProgramsOf, peopleOf } from './people.ts';
import { pipelinesOf } from './pipelines.ts';
import { servicesOf } from './services.ts';
import { workloadsOf } from './workloads.ts';

/** A kind of participants and its part of all that happens. */
interface Crowd {
  readonly share: number;
  readonly members: readonly Participant[];
}

/** Ordinary work of the whole organisation, an hour at a time. */
export interface OrdinaryDays {
  /** Writes events of the hour until `enough` says so. */
  hour(start: number, events: number): void;
}

export function createOrdinaryDays(workplace: Workplace, written: () => number): OrdinaryDays {
  const crowds = crowdsOf(workplace);
  return {
    hour(start, events) {
      const goal = written() + events;
      for (const { share, members } of crowds) {
        const awake = members.filter(
          (member) => workplace.recorder.random.next() < member.presence(start),
        );
        if (awake.length === 0) continue;
        fill(workplace.recorder, awake, { start, until: written() + events * share, written });
      }
      const all = crowds.at(0)?.members ?? [];
      fill(workplace.recorder, all, { start, until: goal, written });
    },
  };
}

function crowdsOf(workplace: Workplace): readonly Crowd[] {
  const { accounts } = workplace.organization;
  return [
    { share: 0.45, members: accounts.flatMap((account) => workloadsOf(workplace, account)) },
    { share: 0.2, members: accounts.flatMap((account) => servicesOf(workplace, account)) },
    { share: 0.14, members: pipelinesOf(workplace) },
    { share: 0.12, members: peopleOf(workplace) },
    { share: 0.04, members: accounts.flatMap((account) => oldProgramsOf(workplace, account)) },
  ];
}

interface Quota {
  readonly start: number;
  readonly until: number;
  readonly written: () => number;
}

function fill(
  { random }: Recorder,
  members: readonly Participant[],
  { start, until, written }: Quota,
): void {
  while (written() < until) {
    random.pick(members).work(start + Math.floor(random.next() * hourMs));
  }
}

/** How many of `events` fall into each hour: busy days, quiet nights, quieter weekends. */
export function eventsByHour(start: number, days: number, events: number): readonly number[] {
  const weights = Array.from({ length: days * 24 }, (_, hour) => weightOf(start + hour * hourMs));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let carry = 0;
  return weights.map((weight) => {
    carry += (events * weight) / total;
    const whole = Math.floor(carry);
    carry -= whole;
    return whole;
  });
}

function weightOf(time: number): number {
  const at = new Date(time);
  const weekend = at.getUTCDay() % 6 === 0;
  const day = Math.max(0, Math.sin(((at.getUTCHours() - 6) / 14) * Math.PI));
  return 1 + (weekend ? 0.2 : 1) * day * 1.5;
}
