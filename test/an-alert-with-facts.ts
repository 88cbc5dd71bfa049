import { enrichments } from '#src/enrich/index.ts';
import { ChainHop } from '#src/model/actor.ts';
import { type Alert, Analysis, type Fact } from '#src/model/alert.ts';
import { aValueOf } from './a-value-of.ts';
import { anAnalyzedAlert } from './an-analyzed-alert.ts';

/** An alert about which every enrichment found something, with this text wherever any text may stand. */
export function anAlertOf(text: string): Alert {
  const facts = enrichments.map(({ id, value }): [string, Fact] => [
    id,
    { value: aValueOf(value, text), evidence: [text], coverage: 'ran', tookMs: 1 },
  ]);
  const hop = ChainHop.parse(aValueOf(ChainHop, text));
  return anAnalyzedAlert(
    {
      title: text,
      account: text,
      accountName: text,
      region: text,
      regions: [text],
      rule: { id: text, name: text },
      resources: [text],
      sourceIps: [text],
      userAgents: [text],
      changes: [text],
      events: [text],
      caseId: text,
      techniques: [{ id: text, name: text, tactic: text, why: text }],
      actor: {
        ...anAnalyzedAlert().actor,
        key: text,
        name: text,
        chain: [hop, { ...hop, account: '444455556666' }],
        chainComplete: false,
        chainGap: text,
      },
      facts: Object.fromEntries(facts),
      coverage: {
        ran: enrichments.map(({ id }) => id),
        skipped: [text],
        failed: [text],
        note: text,
      },
    },
    Analysis.parse(aValueOf(Analysis, text)),
  );
}
