import type { Alert } from '#src/model/alert.ts';
import { type Severity, severities } from '#src/model/severity.ts';
import type { Verdict } from '#src/model/verdict.ts';
import type { Label } from './case/format.ts';
import type { CaseRun } from './run-case.ts';

/** What was said about a case as a whole, beside what is right. */
export interface Judged {
  readonly id: string;
  readonly label: Label;
  readonly verdict: Verdict;
  readonly level: Severity;
  /** 0–100; 0 where nothing was said. */
  readonly score: number;
  readonly confidence: 'low' | 'medium' | 'high' | undefined;
  readonly techniques: readonly string[];
  readonly runbooks: readonly string[];
  /** All summaries together. */
  readonly told: string;
  readonly alerts: number;
  readonly tookMs: number;
}

/** A case with no alert is called benign: nobody would have looked at it. */
export function judge({ labelled, alerts, tookMs }: CaseRun): Judged {
  const lead = leadOf(alerts);
  return {
    id: labelled.id,
    label: labelled.label,
    verdict: verdictOf(alerts, lead),
    level: highest(alerts.map(({ analysis }) => analysis.risk.level)),
    score: lead?.analysis.risk.score ?? 0,
    confidence: lead?.analysis.risk.confidence,
    techniques: [...new Set(alerts.flatMap(techniquesOf))],
    runbooks: [...new Set(alerts.flatMap(({ analysis }) => analysis.runbooks))],
    told: alerts.map(({ analysis }) => analysis.summary).join('\n'),
    alerts: alerts.length,
    tookMs,
  };
}

function techniquesOf({ techniques, analysis }: Alert): readonly string[] {
  return [...techniques, ...(analysis.model?.techniques ?? [])].map(({ id }) => id);
}

/** The alert that a responder opens first. */
function leadOf(alerts: readonly Alert[]): Alert | undefined {
  return alerts.toSorted((a, b) => b.analysis.risk.score - a.analysis.risk.score)[0];
}

/** One alert that is called malicious makes the whole case so. */
function verdictOf(alerts: readonly Alert[], lead: Alert | undefined): Verdict {
  if (alerts.some((alert) => saidOf(alert) === 'malicious')) return 'malicious';
  return lead === undefined ? 'benign' : saidOf(lead);
}

/** A model's verdict, where it has one, is the later word. */
export function saidOf({ analysis }: Alert): Verdict {
  return analysis.model?.verdict?.verdict ?? analysis.suggestedVerdict.verdict;
}

function highest(levels: readonly Severity[]): Severity {
  return severities.findLast((level) => levels.includes(level)) ?? 'informational';
}
