import { type ModelAnalyst, openOpinions } from '#src/analyze/analyst/model/analyst.ts';
import type { AnswerCache, Clock, Ledger } from '#src/analyze/analyst/model/model.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import type { LabelledCase } from '../case/expand.ts';
import { type Bench, type CaseRun, type Opinions, runCase } from '../run-case.ts';
import { type CheckedRecording, checkRecording } from './check-recording.ts';
import type { Recording } from './format.ts';
import { recordedModel } from './recorded-model.ts';

export interface Replay {
  readonly run: CaseRun;
  readonly checked: CheckedRecording;
}

/** Gives each recorded answer to the analyst that holds models to the facts, and looks what is left of it. */
export async function* replay(
  recordings: readonly Recording[],
  cases: readonly LabelledCase[],
  bench: Bench,
): AsyncGenerator<Replay> {
  for (const recording of recordings) {
    const labelled = cases.find(({ id }) => id === recording.case);
    if (labelled === undefined)
      throw new InvalidInputError(`recording ${recording.id}: there is no case ${recording.case}`);
    const run = await runCase(labelled, bench, opinionsOf(recording));
    yield { run, checked: checkRecording(recording, run.alerts) };
  }
}

function opinionsOf(recording: Recording): Opinions {
  const settings: ModelAnalyst['settings'] = {
    model: { id: recording.id },
    pseudonymize: false,
    minSeverity: 'informational',
    concurrency: 1,
    deadlineSeconds: 60,
    timeoutSeconds: 60,
    attempts: 1,
    maxOutputTokens: 4_000,
    budget: { alertTokens: 1_000_000, dailyTokens: 1_000_000 },
  };
  const model = recordedModel(recording);
  return openOpinions({ settings, model, ...parts }, new AbortController().signal);
}

const cache: AnswerCache = { find: () => undefined, put: () => undefined };
const ledger: Ledger = { add: () => undefined, spentSince: () => ({ tokens: 0, usd: 0 }) };
const clock: Clock = { now: () => 0, random: () => 0, sleep: async () => undefined };

/** Nothing is kept, nothing is spent, and the same words come out of every run. */
const parts = { cache, ledger, clock, hash: (text: string) => text, token: () => 'recorded' };
