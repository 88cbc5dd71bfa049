import { Related } from '#src/enrich/related/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import type { Config } from '#src/model/config.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import { type Contribution, type EntityRisk, entityRisk } from './entity-risk.ts';

export const entityKinds = ['actor', 'access-key', 'ip', 'resource', 'account'] as const;
export type EntityKind = (typeof entityKinds)[number];

export interface RankedEntity extends EntityRisk {
  readonly kind: EntityKind;
  readonly value: string;
  /** Alerts that it took part in; `points` names those that count the most. */
  readonly alerts: number;
}

/** Who and what took part in alerts. */
export interface EntityLedger {
  add(alert: Alert): void;
  /** The riskiest first, at most `limit`. */
  ranked(options: {
    readonly at: number;
    readonly kind?: EntityKind;
    readonly limit: number;
  }): readonly RankedEntity[];
}

interface Entry {
  readonly kind: EntityKind;
  readonly value: string;
  alerts: number;
  contributions: Contribution[];
}

/** Alerts of one entity that are remembered: the i-th largest counts by 1/i^1.5, so that further ones hardly count. */
const mostRemembered = 200;
const mostPoints = 5;

export function openEntityLedger(config: Config): EntityLedger {
  const entries = new Map<string, Entry>();
  const { halfLifeDays } = config.cases;
  return {
    add(alert) {
      for (const [kind, value] of entitiesOf(alert)) put(entries, kind, value, alert);
    },
    ranked: ({ at, kind: wanted, limit }) =>
      [...entries.values()]
        .filter(({ kind }) => wanted === undefined || kind === wanted)
        .map(({ kind, value, alerts, contributions }) => {
          const criticality = criticalityOf(kind, value, config);
          const risk = entityRisk(contributions, { at, halfLifeDays, criticality });
          return { kind, value, alerts, ...risk, points: risk.points.slice(0, mostPoints) };
        })
        .filter(({ score }) => score > 0)
        .toSorted(
          (a, b) => b.sum - a.sum || (`${a.kind} ${a.value}` < `${b.kind} ${b.value}` ? -1 : 1),
        )
        .slice(0, limit),
  };
}

function put(entries: Map<string, Entry>, kind: EntityKind, value: string, alert: Alert): void {
  const name = `${kind} ${value}`;
  const entry = entries.get(name) ?? { kind, value, alerts: 0, contributions: [] };
  entries.set(name, entry);
  entry.alerts += 1;
  entry.contributions.push({
    alert: alert.id,
    title: alert.title,
    time: Date.parse(alert.time),
    score: alert.analysis.risk.score,
  });
  if (entry.contributions.length < 2 * mostRemembered) return;
  entry.contributions = entry.contributions
    .toSorted((a, b) => b.time - a.time)
    .slice(0, mostRemembered);
}

/** Links were chosen to be telling; without them the alert's own lists must do. */
function entitiesOf(alert: Alert): readonly (readonly [EntityKind, string])[] {
  const links = Related.safeParse(alert.facts['related']?.value).data?.links;
  const found: readonly (readonly [EntityKind, string])[] =
    links === undefined
      ? [
          ...alert.sourceIps.map((ip) => ['ip', ip] as const),
          ...alert.resources.map((resource) => ['resource', resource] as const),
        ]
      : links.flatMap(({ by, value }) => (isEntity(by) ? [[by, value] as const] : []));
  const all = [['actor', alert.actor.key] as const, ['account', alert.account] as const, ...found];
  const named = all.filter(([, value]) => value !== '');
  return [...new Map(named.map((entity) => [entity.join(' '), entity])).values()];
}

function isEntity(by: string): by is EntityKind {
  return (entityKinds as readonly string[]).includes(by);
}

function criticalityOf(kind: EntityKind, value: string, config: Config): number | undefined {
  if (kind === 'account') return config.accounts.find(({ id }) => id === value)?.criticality;
  if (kind !== 'resource') return undefined;
  return config.resources.find(({ pattern }) => globMatches(pattern, value))?.criticality;
}
