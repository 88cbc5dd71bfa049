import type { Alert } from '#src/model/alert.ts';

/** Alerts that one question is about; the first is the most severe. */
export type AlertGroup = readonly [Alert, ...Alert[]];

/** Alerts of one actor that belong to one case or one story are asked about together; riskiest questions first. */
export function groupForAsking(alerts: readonly Alert[]): readonly AlertGroup[] {
  const groups = new Map<string, [Alert, ...Alert[]]>();
  for (const alert of alerts) {
    const key = JSON.stringify([alert.caseId ?? alert.story?.id ?? alert.id, alert.actor.key]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [alert]);
    else group.push(alert);
  }
  return [...groups.values()]
    .map(([first, ...rest]) => [first, ...rest].toSorted(byRisk) as [Alert, ...Alert[]])
    .toSorted(([a], [b]) => byRisk(a, b));
}

function byRisk(a: Alert, b: Alert): number {
  const more = b.analysis.risk.score - a.analysis.risk.score;
  return more || (a.time < b.time ? -1 : Number(a.time > b.time)) || (a.id < b.id ? -1 : 1);
}
