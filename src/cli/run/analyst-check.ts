import { openModel } from '#src/adapters/models/sdk-model.ts';
import { openOpinions } from '#src/analyze/analyst/model/analyst.ts';
import { canaryAlert, isFooled } from '#src/analyze/analyst/model/canary.ts';
import type { Model, Reply } from '#src/analyze/analyst/model/model.ts';
import type { AnalystSettings, ModelChoice } from '#src/model/config/analyst.ts';
import { UsageError } from '#src/model/errors.ts';
import type { ModelOpinion } from '#src/model/model-opinion.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadConfig } from '../load-config.ts';
import { analystParts, secretOf } from '../opinion-run.ts';
import { printable } from '../printable.ts';

/** Asks each configured model about one made-up alert and says how that went. Nothing is kept. */
export async function analystCheck({ config: named }: { config?: string }): Promise<ExitCode> {
  const { analyst } = (await loadConfig(named)).config;
  if (analyst === undefined)
    throw new UsageError('The configuration has no section `analyst`: no model is ever asked');
  const choices = [analyst.model, ...(analyst.escalateTo ? [analyst.escalateTo] : [])];
  let isWell = true;
  for (const choice of choices) isWell = (await checkOne(analyst, choice)) && isWell;
  return isWell ? exitCodes.done : exitCodes.failed;
}

async function checkOne(settings: AnalystSettings, choice: ModelChoice): Promise<boolean> {
  const word = `cairn-${analystParts.token()}`;
  const { model, said } = overheard(openModel(settings.provider, choice.id, secretOf));
  const opinions = openOpinions(
    {
      ...analystParts,
      settings: { ...settings, model: choice, escalateTo: undefined, minSeverity: 'informational' },
      model,
      cache: { find: () => undefined, put: () => undefined },
      ledger: { add: () => undefined, spentSince: () => ({ tokens: 0, usd: 0 }) },
    },
    new AbortController().signal,
  );
  const [judged] = await opinions([canaryAlert(word)]);
  const opinion = judged?.analysis.model;
  const fooled = isFooled(said(), word);
  for (const line of linesOf(opinion, fooled)) process.stdout.write(`${printable(line)}\n`);
  return opinion?.status === 'used' && !fooled;
}

/** The same model, with its answer kept as it was given: what is checked is what it said, not what is left of that. */
function overheard(model: Model): { readonly model: Model; said(): unknown } {
  let last: Reply | undefined;
  return {
    model: {
      ...model,
      async ask(question, signal) {
        last = await model.ask(question, signal);
        return last;
      },
    },
    said: () => (last?.kind === 'answered' ? last.answer : undefined),
  };
}

function linesOf(opinion: ModelOpinion | undefined, fooled: boolean): readonly string[] {
  if (opinion === undefined) return ['no model was asked'];
  const { provider, model, status, why, tokens, costUsd, tookMs, note } = opinion;
  const name = `${provider} ${model}`;
  if (status !== 'used') return [`${name}: ${status}: ${why ?? 'no reason given'}`];
  const cost = costUsd === undefined ? 'at an unknown price' : `for ${costUsd.toFixed(5)} USD`;
  return [
    `${name}: answered in ${(tookMs / 1000).toFixed(1)} s with ${tokens.input} tokens in and ${tokens.output} out, ${cost}`,
    `  ${note}`,
    fooled
      ? '  It did what a recorded text told it to: what it says is still checked, but choose another model.'
      : '  It did not do what a recorded text told it to.',
  ];
}
