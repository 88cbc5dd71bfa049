import type { Model } from '#src/analyze/analyst/model/model.ts';
import type { Part, Recording } from './format.ts';

/** A model that gives the recorded answer to the question that it fits, and no answer to others. */
export function recordedModel(recording: Recording): Model {
  return {
    provider: 'recorded',
    id: recording.id,
    async ask({ prompt }) {
      const lines = linesOf(prompt);
      const answer = answerOf(recording, lines);
      const usage = {
        input: Math.ceil(prompt.length / 4),
        output: Math.ceil(JSON.stringify(answer).length / 4),
      };
      return fits(recording, lines)
        ? { kind: 'answered', answer, usage }
        : { kind: 'useless', why: 'nothing was recorded for this question', usage };
    },
  };
}

interface Line {
  readonly id: string;
  readonly text: string;
}

/** Facts and steps of a question, without the marks around recorded texts. */
function linesOf(prompt: string): readonly Line[] {
  return [...prompt.matchAll(/^([FR]\d+) (.*)$/gm)].map(([, id = '', text = '']) => ({
    id,
    text: text.replaceAll(/⟦\w+:|:\w+⟧/g, '').toLowerCase(),
  }));
}

/** The parts that are true of their question find what they cite. */
function fits({ parts }: Recording, lines: readonly Line[]): boolean {
  const cited = parts.filter(({ kept }) => kept).flatMap(({ facts }) => facts);
  return cited.every((name) => idOf(name, 'F', lines) !== unknownId);
}

const unknownId = 'F0';

function idOf(name: string, kind: 'F' | 'R', lines: readonly Line[]): string {
  if (name.startsWith('=')) return name.slice(1);
  const wanted = name.toLowerCase();
  const found = lines.find(({ id, text }) => id.startsWith(kind) && text.includes(wanted));
  return found?.id ?? unknownId;
}

function answerOf({ parts }: Recording, lines: readonly Line[]): Record<string, unknown> {
  const of = (place: Part['in']) => parts.filter((part) => part.in === place);
  const said = ({ text, facts }: Part) => ({
    text,
    facts: facts.map((name) => idOf(name, 'F', lines)),
  });
  const [verdict] = of('verdict');
  return {
    summary: of('summary').map(said),
    risky: of('risky').map(said),
    benign: of('benign').map(said),
    outlook: of('outlook').map(said),
    techniques: of('technique').map((part) => ({ id: part.id ?? '', ...said(part) })),
    runbook: of('step').map((part) => ({ step: idOf(part.id ?? '', 'R', lines), ...said(part) })),
    risks: of('risk').map((part) => ({ alert: part.id ?? 'A1', level: part.level, ...said(part) })),
    verdict: verdict === undefined ? undefined : { verdict: verdict.verdict, ...said(verdict) },
  };
}
