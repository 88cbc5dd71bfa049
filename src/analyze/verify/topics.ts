/** What a sentence speaks of when it speaks of what an enrichment would have found. In lower case. */
const topics: ReadonlyMap<string, RegExp> = new Map([
  [
    'network',
    /\b(?:country|countries|geograph\w*|geolocat\w*|asn|autonomous system|hosting provider|tor|vpn|anonymi[sz]\w*|isp)\b/,
  ],
  ['impossible-travel', /\bimpossible travel\b|\btravel(?:led|ed|s|ling|ing)?\b/],
  [
    'threat-intelligence',
    /\bthreat intel\w*|\bindicators? of compromise\b|\biocs?\b|\bknown (?:bad|malicious)\b|\bblock ?lists?\b/,
  ],
  ['credentials-elsewhere', /\boutside (?:of )?aws\b|\binstance credentials?\b/],
  ['cost', /\bcosts?\b|\bdollars?\b|\busd\b|\bexpensive\b|\bper hour\b|\bspend\w*/],
  ['baseline', /\bbaseline\b|\bpeers?\b|\bmedian\b|\bstandard deviation\b/],
  ['anomaly', /\banomal\w*/],
  [
    'first-seen',
    /\bfirst (?:time|seen|use|observed)\b|\bnever (?:before|seen|used)\b|\bnew (?:for|to) (?:this|the|him|her|them)\b/,
  ],
  ['maintenance-window', /\bmaintenance\b|\bchange window\b/],
  [
    'working-hours',
    /\b(?:working|business|office) hours\b|\bweekend\b|\boff[- ]hours\b|\bat night\b/,
  ],
  [
    'credentials',
    /\bkey (?:is|was) \w+ days old\b|\bage of (?:the|this) (?:access )?key\b|\bkey age\b/,
  ],
  ['related', /\brelated alerts?\b|\bother alerts?\b|\bsame case\b/],
  ['log-health', /\blog(?:ging)? (?:gaps?|health|coverage)\b|\bsilent regions?\b/],
  [
    'resource',
    /\bcriticality\b|\bowner of (?:the|this) (?:bucket|secret|resource|key|instance|table|function)\b/,
  ],
]);

/** How the fact begins that lists which enrichments ran. */
const coverageFact = 'enrichments that looked';

const saysUnknown =
  /\b(?:not known|unknown|could not|cannot|not (?:checked|looked|available|run)|skipped|failed|did not (?:run|look)|no data|unavailable)\b/;

/**
 * The enrichment that did not run and that a sentence nevertheless speaks of; undefined when there is none. Facts that
 * speak of the same thing themselves allow it, and so does saying that it is unknown. Both texts in lower case.
 */
export function spokenOfUnrun(
  sentence: string,
  facts: string,
  ran: ReadonlySet<string>,
): string | undefined {
  const coverage = facts.split('\n').find((fact) => fact.startsWith(coverageFact));
  // The list of what ran names every enrichment; that is no finding of any of them.
  const findings = facts.replace(coverage ?? '', '');
  for (const [id, topic] of topics) {
    if (ran.has(id) || !topic.test(sentence) || topic.test(findings)) continue;
    if (coverage === undefined || !saysUnknown.test(sentence)) return id;
  }
  return undefined;
}
