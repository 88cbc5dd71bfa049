import type { Fact } from '#src/model/alert.ts';
import type { Config } from '#src/model/config.ts';
import { AppError, UpstreamError } from '#src/model/errors.ts';
import type { EnrichContext, Enrichment, Subject } from './enrichment.ts';

/** Facts by enrichment id. Ids are ours, so they are safe as keys. */
export type Facts = Readonly<Record<string, Fact>>;

/** Why an enrichment that the configuration switches off did not look. */
export const switchedOff = 'switched off in the configuration';

/**
 * Asks all enrichments about one alert at the same time. One that fails, hangs or answers nonsense becomes a fact about
 * coverage and never stops the others: could-not-look is not nothing-found.
 */
export async function runEnrichments(
  enrichments: readonly Enrichment[],
  subject: Subject,
  context: EnrichContext,
): Promise<Facts> {
  const facts = await Promise.all(
    enrichments.map(async (unit) => [unit.id, await runOne(unit, subject, context)] as const),
  );
  return Object.fromEntries(facts);
}

/** The facts about an alert whose events could not be read: nothing was looked at, so nothing is known to be absent. */
export function couldNotLook(enrichments: readonly Enrichment[], error: unknown): Facts {
  const why = `the events of this alert could not be read: ${reasonOf(error)}`;
  const fact: Fact = { evidence: [], coverage: 'failed', why, tookMs: 0 };
  return Object.fromEntries(enrichments.map(({ id }) => [id, fact]));
}

async function runOne(unit: Enrichment, subject: Subject, context: EnrichContext): Promise<Fact> {
  const started = performance.now();
  const tookMs = () => Math.round((performance.now() - started) * 10) / 10;
  const skipped = (why: string): Fact => {
    return { evidence: [], coverage: 'skipped', why, tookMs: tookMs() };
  };
  const { isEnabled, timeoutMs } = chosenFor(unit, context.config);
  if (!isEnabled) return skipped(switchedOff);
  try {
    if (!unit.appliesTo(subject, context))
      return skipped(`there is no ${unit.missing?.(subject, context) ?? unit.needs}`);

    const timed = { id: unit.id, timeoutMs };
    const found = await withTimeout(timed, (signal) => unit.enrich(subject, context, signal));
    const value = unit.value.parse(found.value);
    return { value, evidence: [...found.evidence], coverage: 'ran', tookMs: tookMs() };
  } catch (error) {
    return { evidence: [], coverage: 'failed', why: reasonOf(error), tookMs: tookMs() };
  }
}

/** What the configuration says of one enrichment, else the unit's own defaults. */
export function chosenFor(
  { id, timeoutMs }: Pick<Enrichment, 'id' | 'timeoutMs'>,
  { enrichments }: Pick<Config, 'enrichments'>,
): { readonly isEnabled: boolean; readonly timeoutMs: number } {
  const chosen = Object.hasOwn(enrichments, id) ? enrichments[id] : undefined;
  return { isEnabled: chosen?.enabled ?? true, timeoutMs: chosen?.timeoutMs ?? timeoutMs };
}

async function withTimeout<T>(
  { id, timeoutMs }: Pick<Enrichment, 'id' | 'timeoutMs'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const tooLate = new UpstreamError(`${id} took longer than ${timeoutMs} ms`);
    controller.abort(tooLate);
    reject(tooLate);
  }, timeoutMs);
  try {
    return await Promise.race([work(controller.signal), promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Only our own errors speak in words meant for people; others may hold anything. */
function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return error instanceof Error ? `failed unexpectedly (${error.name})` : 'failed unexpectedly';
}
