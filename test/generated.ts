import { generate } from '#src/source/generator/generate.ts';
import type { GenerateOptions } from '#src/source/generator/options.ts';

/** Files of an organisation at work, with every attack in them, as CloudTrail writes them. */
export function generatedFiles(options: Partial<GenerateOptions> = {}): readonly string[] {
  const files = generate({
    seed: 11,
    events: 3_000,
    days: 3,
    start: Date.UTC(2026, 10, 2),
    accounts: 4,
    people: 10,
    cardinality: 'high',
    duplicatePercent: 1,
    ...options,
  });
  return [...files].filter(({ events }) => events > 0).map(({ text }) => text);
}
