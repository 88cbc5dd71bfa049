import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { State } from '#src/adapters/state/state.ts';
import {
  type ModelAnalyst,
  type Opinions,
  openOpinions,
} from '#src/analyze/analyst/model/analyst.ts';
import type { Clock, Model } from '#src/analyze/analyst/model/model.ts';
import type { Alert } from '#src/model/alert.ts';
import type { AnalystSettings } from '#src/model/config/analyst.ts';
import type { Config } from '#src/model/config.ts';
import { AppError } from '#src/model/errors.ts';
import { say } from './say.ts';

/** What a model says in one run of a command, where the configuration names one. */
export interface OpinionRun extends Disposable {
  /** The same alerts with opinions; `onJudged` is told of them as they come. */
  readonly of: Opinions;
  /** The same for alerts as they come. */
  over(alerts: AsyncIterable<Alert>): AsyncIterable<Alert>;
}

/** Alerts that are looked at together, so that those of one story are asked about once. */
const alertsAtOnce = 256;

const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal }).catch(() => undefined);
  },
};

/** Without an analyst in the configuration alerts pass through as they are, and nothing of a provider is loaded. */
export async function openOpinionRun(
  { analyst: settings }: Config,
  state: { readonly analyst: Pick<State['analyst'], 'cache' | 'ledger'> },
  signal: AbortSignal,
): Promise<OpinionRun> {
  if (settings === undefined)
    return {
      of: async (alerts) => alerts,
      over: (alerts) => alerts,
      [Symbol.dispose]: () => undefined,
    };
  const tally = openTally();
  const opinions = openOpinions(await modelAnalystOf(settings, state.analyst), signal);
  const counted: Opinions = async (alerts, onJudged) => tally.add(await opinions(alerts, onJudged));
  return {
    of: counted,
    over: (alerts) => inChunks(alerts, counted),
    [Symbol.dispose]: () => tally.say(),
  };
}

/** The analyst with its models. A key that is missing is said on every alert instead of stopping the command. */
async function modelAnalystOf(
  settings: AnalystSettings,
  { cache, ledger }: Pick<ModelAnalyst, 'cache' | 'ledger'>,
): Promise<ModelAnalyst> {
  const { openModel } = await import('#src/adapters/models/sdk-model.ts');
  const open = (id: string): Model => {
    try {
      return openModel(settings.provider, id, secretOf);
    } catch (error) {
      const why = error instanceof AppError ? error.message : 'the provider cannot be opened';
      say(why);
      return { provider: settings.provider.kind, id, ask: async () => ({ kind: 'failed', why }) };
    }
  };
  return {
    settings,
    model: open(settings.model.id),
    ...(settings.escalateTo === undefined ? {} : { escalateTo: open(settings.escalateTo.id) }),
    ...analystParts,
    cache,
    ledger,
  };
}

export function secretOf(name: string): string | undefined {
  return process.env[name];
}

/** What is the same for every run. */
export const analystParts = {
  clock: systemClock,
  hash: (text: string) => createHash('sha256').update(text).digest('base64url'),
  token: () => randomBytes(6).toString('hex'),
};

async function* inChunks(alerts: AsyncIterable<Alert>, opinions: Opinions): AsyncGenerator<Alert> {
  let waiting: Alert[] = [];
  for await (const alert of alerts) {
    waiting.push(alert);
    if (waiting.length < alertsAtOnce) continue;
    yield* await opinions(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield* await opinions(waiting);
}

/** Counts what became of the alerts, for one line in the end. */
function openTally() {
  const counts = new Map<string, number>();
  return {
    add(alerts: readonly Alert[]): readonly Alert[] {
      for (const { analysis } of alerts) {
        if (analysis.model === undefined) continue;
        const { status, why } = analysis.model;
        const key = status === 'used' || status === 'cached' ? status : `${status} (${why ?? ''})`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return alerts;
    },
    say() {
      const parts = [...counts].map(([status, count]) => `${count} ${status}`);
      if (parts.length > 0) say(`model analyst: alerts by outcome: ${parts.join(', ')}`);
    },
  };
}
