import type { ModelChoice } from '#src/model/config/analyst.ts';
import { isoTime } from '#src/model/time.ts';
import { plain } from '../../narrative/plain.ts';
import type { Asking } from './asking.ts';
import { costOf } from './budget.ts';
import type { FactSheet } from './fact-sheet.ts';
import { fenceOf } from './fence.ts';
import type { AlertGroup } from './group.ts';
import { mapTexts } from './map-texts.ts';
import type { Model, Question, Reply, Usage } from './model.ts';
import { namesIn } from './names.ts';
import { askPatiently } from './patience.ts';
import { noPseudonyms, pseudonymsFor } from './pseudonyms.ts';
import { identityOf, largestUsage, promptVersion, questionOf } from './question.ts';

export interface Consulting extends Asking {
  readonly group: AlertGroup;
  readonly sheet: FactSheet;
  readonly model: Model;
  readonly choice: ModelChoice;
  /** On the same alert before. */
  readonly spent: Usage;
}

export interface Consultation {
  readonly status: 'used' | 'cached' | 'budget' | 'late' | 'failed';
  /** With real names; not yet believed. */
  readonly answer?: unknown;
  readonly why?: string;
  readonly usage: Usage;
  readonly costUsd: number | undefined;
}

const nothing: Usage = { input: 0, output: 0 };

/** One question to one model: from the cache, else within the budget, and always into the ledger. */
export async function consult(consulting: Consulting): Promise<Consultation> {
  const { sheet, group, model, choice, settings, cache, purse, signal } = consulting;
  const key = consulting.hash(identityOf(sheet, model.provider, model.id));
  const known = cache.find(key);
  if (known !== undefined) return { status: 'cached', answer: known, usage: nothing, costUsd: 0 };
  if (signal.aborted)
    return unasked(
      'late',
      'the time for all questions of this run was over before it was its turn',
    );

  const pseudonyms = settings.pseudonymize ? pseudonymsFor(namesIn(group)) : noPseudonyms;
  const fence = fenceOf(consulting.token());
  const question = questionOf(sheet, fence, pseudonyms, settings.maxOutputTokens);
  const reservation = purse.reserve(largestUsage(question), choice, consulting.spent);
  if (typeof reservation === 'string') return unasked('budget', reservation);
  try {
    const { reply, usage, costUsd } = await askAndBook(question, consulting);
    if (reply.kind !== 'answered')
      return { status: 'failed', why: plain(reply.why, 300), usage, costUsd };
    const answer = mapTexts(reply.answer, pseudonyms.reveal);
    cache.put(key, answer);
    return { status: 'used', answer, usage, costUsd };
  } finally {
    reservation.release();
  }
}

function unasked(status: 'late' | 'budget', why: string): Consultation {
  return { status, why, usage: nothing, costUsd: 0 };
}

async function askAndBook(
  question: Question,
  { model, choice, settings, clock, ledger, group, signal }: Consulting,
) {
  const started = clock.now();
  const { attempts, timeoutSeconds } = settings;
  const patience = { attempts, timeoutMs: timeoutSeconds * 1000 };
  const reply = await askPatiently(model, question, patience, clock, signal);
  const usage = usageOf(reply, question);
  const costUsd = costOf(usage, choice);
  ledger.add({
    time: isoTime(started),
    provider: model.provider,
    model: model.id,
    promptVersion,
    alertId: group[0].id,
    alerts: group.length,
    outcome: reply.kind,
    inputTokens: usage.input,
    outputTokens: usage.output,
    costUsd,
    tookMs: clock.now() - started,
  });
  return { reply, usage, costUsd };
}

/** A request that was given up may still be billed: what was sent is counted as spent. */
function usageOf(reply: Reply, question: Question): Usage {
  if (reply.kind === 'answered' || reply.kind === 'useless') return reply.usage;
  return reply.kind === 'failed' && reply.mayBeBilled === true
    ? { input: largestUsage(question).input, output: 0 }
    : nothing;
}
