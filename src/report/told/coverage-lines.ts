import type { Alert } from '#src/model/alert.ts';
import { joined, plainly, type Said, unknown } from './said.ts';

/** The coverage card in one line: what looked, what could not, and what that does to what is said. */
export function coverageText({ coverage }: Alert): string {
  const { ran, skipped, failed, note } = coverage;
  const counts = joined([
    `${ran.length} of ${ran.length + skipped.length + failed.length} looked`,
    failed.length > 0 && `${failed.length} FAILED`,
    skipped.length > 0 && `${skipped.length} skipped`,
  ]);
  return `${counts}. ${note}`;
}

/** What failed and what was skipped, each with its reason. */
export function gapsOf({
  coverage,
  facts,
}: Alert): readonly { readonly id: string; readonly said: Said }[] {
  const why = (id: string) =>
    (Object.hasOwn(facts, id) ? facts[id]?.why : undefined) ?? 'no reason given';
  return [
    ...coverage.failed.map((id) => ({ id, said: unknown(`could not look: ${why(id)}`) })),
    ...coverage.skipped.map((id) => ({ id, said: plainly(why(id)) })),
  ];
}
