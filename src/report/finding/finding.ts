import type { Alert } from '#src/model/alert.ts';
import type { Finding } from '#src/model/finding.ts';
import type { Severity } from '#src/model/severity.ts';
import { resourcesOf } from './resources.ts';

const longestTitle = 256;
const longestDescription = 1_024;
/** Security Hub refuses a finding with longer product fields, or with more than 50. */
const longestField = 2_048;
const mostTypes = 50;

const normalized: Readonly<Record<Severity, number>> = {
  informational: 0,
  low: 20,
  medium: 50,
  high: 80,
  critical: 95,
};

const labels = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
} as const;

/** Classifiers that the TTPs namespace of ASFF knows, by ATT&CK tactic of version 19. */
const categories: Readonly<Partial<Record<string, string>>> = {
  'initial-access': 'Initial Access',
  execution: 'Execution',
  persistence: 'Persistence',
  'privilege-escalation': 'Privilege Escalation',
  stealth: 'Defense Evasion',
  'defense-impairment': 'Defense Evasion',
  'credential-access': 'Credential Access',
  discovery: 'Discovery',
  'lateral-movement': 'Lateral Movement',
  collection: 'Collection',
  'command-and-control': 'Command and Control',
};

/**
 * The alert as other tools read it.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
 */
export function findingOf(alert: Alert): Finding {
  const account = /^\d{12}$/.test(alert.account) ? alert.account : '000000000000';
  const region = /^[a-z0-9-]{1,16}$/.test(alert.region) ? alert.region : 'us-east-1';
  const partition = partitionOf(region);
  return {
    SchemaVersion: '2018-10-08',
    Id: `arn:${partition}:securityhub:${region}:${account}:subscription/cairn/finding/${alert.id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'Cairn',
    CompanyName: 'Cairn',
    GeneratorId: cut(`cairn/${alert.rule.name}`, 512),
    AwsAccountId: account,
    Region: region,
    Types: typesOf(alert),
    FirstObservedAt: alert.firstSeen,
    LastObservedAt: alert.lastSeen,
    CreatedAt: alert.firstSeen,
    UpdatedAt: alert.lastSeen,
    Severity: {
      Label: labels[alert.severity],
      Normalized: normalized[alert.severity],
      Original: alert.severity,
    },
    Title: cut(alert.title, longestTitle),
    Description: cut(alert.analysis.summary, longestDescription),
    ProductFields: productFieldsOf(alert),
    Resources: resourcesOf(alert, partition, account, region),
    RecordState: 'ACTIVE',
    Workflow: { Status: 'NEW' },
  };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** `TTPs/Privilege Escalation/T1098.003`. Exfiltration and impact are effects in ASFF, not tactics. */
function typesOf({ techniques }: Alert): string[] {
  const types = techniques.map(({ id, tactic }) => {
    if (tactic === 'exfiltration') return 'Effects/Data Exfiltration';
    if (tactic === 'impact') return 'Effects/Data Destruction';
    const category = categories[tactic];
    return category === undefined ? 'TTPs' : `TTPs/${category}/${id}`;
  });
  const all = types.length === 0 ? ['TTPs'] : [...new Set(types)];
  return (all.some((type) => type.startsWith('TTPs')) ? all : ['TTPs', ...all]).slice(0, mostTypes);
}

function productFieldsOf(alert: Alert): Record<string, string> {
  const { rule, actor, analysis, sourceIps, techniques, count } = alert;
  const fields = {
    'cairn/alertId': alert.id,
    'cairn/ruleId': rule.id,
    'cairn/ruleName': rule.name,
    'cairn/actor': actor.key,
    'cairn/actorKind': actor.kind,
    'cairn/firstIdentity': actor.chain[0]?.principal ?? '',
    'cairn/riskScore': String(analysis.risk.score),
    'cairn/riskLevel': analysis.risk.level,
    'cairn/confidence': analysis.risk.confidence,
    'cairn/count': String(count),
    'cairn/sourceIps': sourceIps.slice(0, 10).join(', '),
    'cairn/techniques': techniques.map(({ id }) => id).join(', '),
    'cairn/events': alert.events.slice(0, 20).join(', '),
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value.trim() !== '')
      .map(([name, value]) => [name, cut(value, longestField)]),
  );
}

function cut(text: string, most: number): string {
  const shown = text.trim() === '' ? 'unnamed' : text;
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
}
