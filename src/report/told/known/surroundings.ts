import { Calls } from '#src/enrich/calls/schema.ts';
import { LogHealth } from '#src/enrich/log-health/schema.ts';
import { Suspicious } from '#src/enrich/suspicious/schema.ts';
import { counted } from '#src/model/plural.ts';
import { minuteOf } from '../../export/words.ts';
import { callName, fewOf, joined, plainly, risky, type Said, unknown } from '../said.ts';
import { teller } from './teller.ts';

const mostSteps = 4;

export const suspicious = teller('suspicious', 'suspicious', Suspicious, (value) => {
  const { calls, levels, failures, deniedBurst, escalation, tampering, sweep, more } = value;
  const changing = levels.write + levels.permissions + levels.tagging;
  const denied = failures
    .filter((failure) => failure.denied)
    .reduce((n, { count }) => n + count, 0);
  const counts = joined([
    `${counted(calls, 'call')}${more ? ' and more' : ''} of this ${value.scope} around it`,
    `${changing} change something`,
    levels.permissions > 0 && `${levels.permissions} manage permissions`,
    `${denied} refused`,
  ]);
  return [
    plainly(counts),
    ...stepsSaid('steps to more rights', escalation),
    ...stepsSaid('steps against logging or detection', tampering),
    ...(deniedBurst === undefined
      ? []
      : [
          risky(
            `refused ${counted(deniedBurst.count, 'time')} at ${counted(deniedBurst.distinctActions, 'different call')} within ${counted(Math.round(deniedBurst.spanMinutes), 'minute')}`,
          ),
        ]),
    ...(sweep === undefined
      ? []
      : [
          risky(
            `looked around: ${counted(sweep.distinctActions, 'different list call')} in ${counted(sweep.distinctServices, 'service')} within ${counted(Math.round(sweep.spanMinutes), 'minute')}`,
          ),
        ]),
  ];
});

function stepsSaid(what: string, steps: Suspicious['escalation']): readonly Said[] {
  if (steps.length === 0) return [];
  const texts = steps.map(({ action, why, failed, count }) => {
    return `${callName(action)} ${why}${failed >= count ? ' (only tried)' : ''}`;
  });
  return [risky(`${what}: ${fewOf(texts, mostSteps)}`)];
}

export const logHealth = teller('log-health', 'log health', LogHealth, (value) => {
  const { reductions, reductionCount, silent, silentCount, gaps, note } = value;
  const said = [
    ...reductions.slice(0, 3).map(reductionSaid),
    ...(reductionCount > 3 ? [risky(`and ${counted(reductionCount - 3, 'more reduction')}`)] : []),
    ...silent.slice(0, 3).map(silentSaid),
    ...(silentCount > 3 ? [risky(`and ${counted(silentCount - 3, 'more silent place')}`)] : []),
    ...gaps.map(({ from, hours, usualHours }) =>
      risky(
        `no event of the account for ${hours} h from ${minuteOf(from)}, ${usualHours} h at most before`,
      ),
    ),
    ...(note === undefined ? [] : [unknown(note)]),
  ];
  return reductionCount === 0
    ? [plainly('no call that reduces logging or detection in the day before'), ...said]
    : said;
});

function reductionSaid(reduction: LogHealth['reductions'][number]): Said {
  const { time, action, effect, target, byActor, succeeded, errorCode } = reduction;
  const text = `${minuteOf(time)} ${callName(action)} ${effect}${target === '' ? '' : ` (${target})`}, by ${byActor ? 'this actor' : 'another actor'}`;
  return succeeded ? risky(text) : plainly(`${text}; failed with ${errorCode}`);
}

function silentSaid({ account, region, hours, usualHours }: LogHealth['silent'][number]): Said {
  const place = joined([account, region], ' ');
  return risky(`${place} has been silent for ${hours} h, ${usualHours} h at most before`);
}

export const calls = teller('calls', 'calls', Calls, (value) => {
  const texts = value.calls.map(({ action, errorCode, count, resources }) =>
    joined(
      [
        `${callName(action)} ${counted(count, 'time')}`,
        resources > 1 && `on ${resources.toLocaleString('en-US')} things`,
        errorCode !== '' && `failing with ${errorCode}`,
      ],
      ' ',
    ),
  );
  return texts.length === 0 ? [] : [plainly(`${fewOf(texts, 5)}${value.more ? ' and more' : ''}`)];
});
