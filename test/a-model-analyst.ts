import { createHash } from 'node:crypto';
import type { ModelAnalyst } from '#src/analyze/analyst/model/analyst.ts';
import type { LedgerEntry, Model, Question, Reply } from '#src/analyze/analyst/model/model.ts';
import { AnalystSettings } from '#src/model/config/analyst.ts';

/** A model that gives these answers in turn, the last one for ever, and remembers what it was asked. */
export function aModel(...replies: readonly (Reply | ((question: Question) => Reply))[]) {
  const questions: Question[] = [];
  const model: Model = {
    provider: 'anthropic',
    id: 'small',
    async ask(question) {
      const reply = replies[Math.min(questions.length, replies.length - 1)];
      questions.push(question);
      if (reply === undefined) return { kind: 'failed', why: 'no answer was given to this test' };
      return typeof reply === 'function' ? reply(question) : reply;
    },
  };
  return { model, questions };
}

/** A reply whose answer has these parts. */
export function anAnswer(parts: Record<string, unknown> = {}): Reply {
  return {
    kind: 'answered',
    usage: { input: 1000, output: 100 },
    answer: {
      summary: [{ text: 'The first alert is about this actor.', facts: ['F1'] }],
      risky: [],
      benign: [],
      outlook: [],
      techniques: [],
      runbook: [],
      risks: [],
      verdict: { verdict: 'undetermined', text: 'The facts leave it open.', facts: ['F1'] },
      ...parts,
    },
  };
}

export function someSettings(fields: Record<string, unknown> = {}): NonNullable<AnalystSettings> {
  const settings = AnalystSettings.parse({
    provider: { kind: 'anthropic' },
    model: { id: 'small', price: { input: 1, output: 5 } },
    minSeverity: 'low',
    ...fields,
  });
  if (settings === undefined) throw new Error('these are settings');
  return settings;
}

/** A model analyst with a memory of its own and a clock that only sleeping moves. */
export function aModelAnalyst(
  model: Model,
  fields: Partial<ModelAnalyst> = {},
): ModelAnalyst & { readonly entries: LedgerEntry[]; readonly slept: number[] } {
  const answers = new Map<string, unknown>();
  const entries: LedgerEntry[] = [];
  const slept: number[] = [];
  return {
    settings: someSettings(),
    model,
    cache: {
      find: (key) => answers.get(key),
      put: (key, answer) => {
        answers.set(key, answer);
      },
    },
    ledger: {
      add: (entry) => {
        entries.push(entry);
      },
      spentSince: (time) => {
        const since = entries.filter((entry) => entry.time >= time);
        const tokens = since.reduce((sum, each) => sum + each.inputTokens + each.outputTokens, 0);
        return { tokens, usd: since.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0) };
      },
    },
    clock: {
      now: () => Date.parse('2026-11-20T12:00:00Z') + slept.reduce((sum, ms) => sum + ms, 0),
      random: () => 0.5,
      sleep: async (ms) => {
        slept.push(ms);
      },
    },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    token: () => 'k3x9',
    entries,
    slept,
    ...fields,
  };
}
