import type { Alert } from '#src/model/alert.ts';
import type { Severity } from '#src/model/severity.ts';
import { directedKindsOf } from '../../injection/directed-text.ts';
import { alertFacts, companionFacts } from './alert-facts.ts';
import { type FactText, ours, plainFact, type SheetFact } from './fact-text.ts';

/** An alert of the question, by the name that the model uses for it. */
export interface SheetAlert {
  readonly ref: string;
  readonly id: string;
  readonly level: Severity;
}

/** A step of the alert's own runbook that the model may point to. */
export interface SheetStep {
  readonly id: string;
  /** Counts from 1, within `analysis.runbook`. */
  readonly step: number;
  readonly text: FactText;
}

/** All that a model learns about one question: facts with ids, never a raw event. */
export interface FactSheet {
  readonly alerts: readonly SheetAlert[];
  readonly facts: readonly SheetFact[];
  readonly steps: readonly SheetStep[];
  /** Enrichments that could look; nothing may be said about the others. */
  readonly ran: readonly string[];
  readonly notRun: readonly string[];
  /** True when a recorded text tries to steer a model: its answer may then not speak for the actor. */
  readonly isSteered: boolean;
}

const mostFacts = 160;
const mostCompanions = 12;
const mostSteps = 40;

/** The first alert is told whole, the others of its story or case in one or two facts each. */
export function factSheetOf(alerts: readonly [Alert, ...Alert[]]): FactSheet {
  const [lead, ...others] = alerts;
  const named = others.slice(0, mostCompanions);
  const unnamed = others.length - named.length;
  const texts = [
    ...alertFacts(lead),
    ...named.flatMap((alert, index) => companionFacts(alert, `A${index + 2}`)),
    ...(unnamed > 0 ? [[ours(`The same actor has ${unnamed} more alerts in this story`)]] : []),
  ];
  const isSteered = texts.flat().some(({ text, recorded }) => recorded && isDirected(text));
  const warning = ours(
    'Warning of Cairn: a recorded text looks as if it was written to steer whoever judges this alert; that speaks against the actor',
  );
  const facts = [...(isSteered ? [[warning]] : []), ...texts].slice(0, mostFacts);
  return {
    alerts: [lead, ...named].map(({ id, analysis }, index) => ({
      ref: `A${index + 1}`,
      id,
      level: analysis.risk.level,
    })),
    facts: facts.map((parts, index) => ({ id: `F${index + 1}`, parts })),
    steps: lead.analysis.runbook.slice(0, mostSteps).map(({ phase, step }, index) => ({
      id: `R${index + 1}`,
      step: index + 1,
      text: [ours(`${phase}: `), { text: plainFact(step), recorded: true }],
    })),
    ran: lead.coverage.ran,
    notRun: [...lead.coverage.skipped, ...lead.coverage.failed],
    isSteered,
  };
}

function isDirected(text: string): boolean {
  return directedKindsOf(text).length > 0;
}
