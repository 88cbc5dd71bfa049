import type { MatcherOptions } from '#src/detect/sigma/matcher.ts';
import type { Config } from '#src/model/config.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { deriveSettingsOf } from '#src/normalize/derived/settings.ts';

/** What rules are tried with outside the reading threads: the same placeholders and derived fields. */
export function matcherOptions(config: Config): MatcherOptions {
  const settings = deriveSettingsOf(config);
  return { expand: config.expand, derive: (record) => deriveFields(record, settings) };
}
