import type { Alert } from '#src/model/alert.ts';
import { type FactPart, type FactText, ours, plainFact, recorded, valuePart } from './fact-text.ts';
import { factsOfValue } from './flatten.ts';

const mostListed = 10;
const mostChanges = 20;
const mostReasons = 12;

/** Facts that the alert tells in its own fields already. */
const toldElsewhere = new Set(['role-chain', 'story', 'change']);

/** One alert as facts: what it is, who, from where, what changed, what enrichments found, and what Cairn thinks of it. */
export function alertFacts(alert: Alert): readonly FactText[] {
  return [
    ...headFacts(alert, 'A1'),
    ...actorFacts(alert),
    ...alert.changes.slice(0, mostChanges).map((text) => [ours('Change: '), recorded(text)]),
    ...listed('Resources: ', alert.resources),
    ...(alert.story?.text ? [[ours('Story: '), recorded(alert.story.text, 600)]] : []),
    ...enrichmentFacts(alert),
    ...judgementFacts(alert),
    coverageFact(alert),
  ];
}

/** Another alert of the same question, in brief. */
export function companionFacts(alert: Alert, ref: string): readonly FactText[] {
  return [
    ...headFacts(alert, ref),
    ...alert.changes.slice(0, 3).map((text) => [ours(`Change in ${ref}: `), recorded(text)]),
  ];
}

function headFacts(alert: Alert, ref: string): readonly FactText[] {
  const { title, severity, count, firstSeen, lastSeen, account, accountName, regions } = alert;
  const { level, score } = alert.analysis.risk;
  return [
    [
      ours(`Alert ${ref}: ${plainFact(title)}; severity of the rule ${severity}; events=${count}`),
      ours(`; first ${firstSeen}; last ${lastSeen}; account ${account}`),
      ours(accountName === undefined ? '' : ` (${plainFact(accountName)})`),
      ours('; region'),
      ...regions.slice(0, mostListed).flatMap((region) => [ours(' '), valuePart(region)]),
      ours(`; risk by Cairn ${level} (${score} of 100)`),
    ],
  ];
}

function actorFacts({ actor, sourceIps, userAgents }: Alert): readonly FactText[] {
  const hops = actor.chain.slice(0, mostListed);
  return [
    [
      ours('Actor: '),
      recorded(actor.name),
      ours(`; kind ${actor.kind}; class ${actor.class}; key `),
      recorded(actor.key),
      ours(actor.crossAccount ? '; comes from another account' : ''),
    ],
    ...hops.map(
      (hop, index): FactText => [
        ours(`Chain of identities, hop ${index + 1} of ${actor.chain.length}: `),
        recorded(hop.name),
        ours('; principal '),
        recorded(hop.principal),
        ours('; by '),
        recorded(hop.how, 60),
        ...(hop.time === undefined ? [] : [ours(' at '), valuePart(hop.time)]),
      ],
    ),
    ...(actor.chainComplete
      ? []
      : [[ours('The chain of identities is incomplete: '), recorded(actor.chainGap ?? 'unknown')]]),
    ...listed('Source addresses: ', sourceIps),
    ...listed('User agents: ', userAgents),
  ];
}

function listed(title: string, values: readonly string[]): readonly FactText[] {
  if (values.length === 0) return [];
  const shown = values.slice(0, mostListed);
  const more = values.length - shown.length;
  const parts = shown.flatMap((value, index): FactPart[] => [
    ours(index === 0 ? '' : ', '),
    valuePart(value),
  ]);
  return [[ours(title), ...parts, ours(more > 0 ? ` and ${more} more` : '')]];
}

function enrichmentFacts({ facts }: Alert): readonly FactText[] {
  return Object.entries(facts)
    .filter(([id, { coverage }]) => coverage === 'ran' && !toldElsewhere.has(id))
    .flatMap(([id, { value }]) => factsOfValue(id, value));
}

function judgementFacts({ analysis, techniques }: Alert): readonly FactText[] {
  const { risky, benign } = analysis.risk;
  return [
    ...techniques
      .slice(0, mostListed)
      .map(({ id, name, tactic, why }) => [
        ours(`Technique ${id} ${name} (${tactic}): `),
        recorded(why ?? 'no reason given'),
      ]),
    ...risky.slice(0, mostReasons).map(({ why }) => [ours('Raises the risk: '), recorded(why)]),
    ...benign.slice(0, mostReasons).map(({ why }) => [ours('Lowers the risk: '), recorded(why)]),
  ];
}

function coverageFact({ coverage }: Alert): FactText {
  const { ran, skipped, failed } = coverage;
  const named = (ids: readonly string[]) => (ids.length === 0 ? 'none' : ids.join(', '));
  return [
    ours(
      `Enrichments that looked: ${named(ran)}; skipped: ${named(skipped)}; failed: ${named(failed)}`,
    ),
  ];
}
