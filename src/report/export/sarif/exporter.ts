import type { Alert } from '#src/model/alert.ts';
import type { Severity } from '#src/model/severity.ts';
import { safeJson, visible } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { jsonArray } from '../json-array.ts';
import { techniqueIds } from '../words.ts';

const schema =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const levels: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
};

/** As code hosts sort by: 0.0 to 10.0. */
const securitySeverity: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '2.0',
  informational: '0.0',
};

interface Rule {
  readonly index: number;
  readonly description: object;
}

/**
 * SARIF 2.1.0. The rules stand behind the results, for only then are they known; the order of members means nothing in JSON.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Exporter<Alert> = {
  format: 'sarif',
  async *write(alerts, { version }) {
    const rules = new Map<string, Rule>();
    yield `{"$schema":${safeJson(schema)},"version":"2.1.0","runs":[{"results":`;
    yield* jsonArray(alerts, (alert) => safeJson(resultOf(alert, ruleOf(alert, rules))));
    const descriptions = [...rules.values()].map(({ description }) => description);
    const driver = { name: 'Cairn', version, rules: descriptions };
    yield `,"columnKind":"utf16CodeUnits","tool":${safeJson({ driver })}}]}\n`;
  },
};

function ruleOf(alert: Alert, rules: Map<string, Rule>): Rule {
  const known = rules.get(alert.rule.id);
  if (known) return known;
  const description = {
    id: alert.rule.id,
    name: alert.rule.name,
    shortDescription: { text: messageText(alert.title) },
    defaultConfiguration: { level: levels[alert.severity] },
    properties: {
      tags: ['security', ...techniqueIds(alert).map((id) => `attack.${id.toLowerCase()}`)],
      'security-severity': securitySeverity[alert.severity],
    },
  };
  const rule = { index: rules.size, description };
  rules.set(alert.rule.id, rule);
  return rule;
}

function resultOf(alert: Alert, rule: Rule): object {
  const { analysis, actor } = alert;
  return {
    ruleId: alert.rule.id,
    ruleIndex: rule.index,
    kind: 'fail',
    level: levels[alert.severity],
    message: { text: messageText(analysis.summary) },
    locations: locationsOf(alert),
    partialFingerprints: { 'cairnAlert/v1': alert.id },
    occurrenceCount: Math.max(1, alert.count),
    rank: Math.min(100, Math.max(0, analysis.risk.score)),
    properties: {
      severity: alert.severity,
      firstSeen: alert.firstSeen,
      lastSeen: alert.lastSeen,
      account: alert.account,
      regions: alert.regions,
      actor: actor.key,
      chain: actor.chain.map(({ name }) => name),
      sourceIps: alert.sourceIps,
      techniques: techniqueIds(alert),
      events: alert.events,
    },
  };
}

/** An API call has no file and line: its place is the thing in the account that it touched. */
function locationsOf(alert: Alert): readonly object[] {
  const resources = alert.resources.length > 0 ? alert.resources.slice(0, 10) : [alert.account];
  return resources.map((resource) => ({
    logicalLocations: [
      {
        name: resource.slice(resource.lastIndexOf('/') + 1) || resource,
        fullyQualifiedName: `${alert.account}/${alert.region}/${resource}`,
        kind: 'resource',
      },
    ],
  }));
}

/** Braces are placeholders and brackets are links in a message (3.11.5, 3.11.6), so that both are escaped. */
function messageText(text: string): string {
  const shown = visible(text)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/[{}]/g, '$&$&');
  return shown === '' ? '-' : shown;
}
