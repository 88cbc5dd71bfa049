import type { Alert } from '#src/model/alert.ts';
import { csvLine } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { techniqueIds } from '../words.ts';

type Cell = string | number;

/** Lists are joined by a space: no AWS identifier in them holds one. */
const columns: readonly (readonly [name: string, cellOf: (alert: Alert) => Cell])[] = [
  ['id', ({ id }) => id],
  ['severity', ({ severity }) => severity],
  ['riskScore', ({ analysis }) => analysis.risk.score],
  ['riskLevel', ({ analysis }) => analysis.risk.level],
  ['title', ({ title }) => title],
  ['rule', ({ rule }) => rule.name],
  ['ruleId', ({ rule }) => rule.id],
  ['firstSeen', ({ firstSeen }) => firstSeen],
  ['lastSeen', ({ lastSeen }) => lastSeen],
  ['count', (alert) => alert.count],
  ['account', ({ account }) => account],
  ['accountName', ({ accountName }) => accountName ?? ''],
  ['regions', ({ regions }) => regions.join(' ')],
  ['actor', ({ actor }) => actor.key],
  ['actorName', ({ actor }) => actor.name],
  ['actorKind', ({ actor }) => actor.kind],
  ['chain', ({ actor }) => actor.chain.map(({ name }) => name).join(' > ')],
  ['sourceIps', ({ sourceIps }) => sourceIps.join(' ')],
  ['resources', ({ resources }) => resources.join(' ')],
  ['techniques', (alert) => techniqueIds(alert).join(' ')],
  ['summary', ({ analysis }) => analysis.summary],
  ['firstEvent', ({ events }) => events[0] ?? ''],
];

/** A line an alert, for spreadsheets. */
export const csv: Exporter<Alert> = {
  format: 'csv',
  async *write(alerts) {
    yield csvLine(columns.map(([name]) => name));
    for await (const alert of alerts) yield csvLine(columns.map(([, cellOf]) => cellOf(alert)));
  },
};
