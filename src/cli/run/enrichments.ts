import { enrichments } from '#src/enrich/index.ts';
import { chosenFor } from '#src/enrich/run.ts';
import type { Config } from '#src/model/config.ts';
import { bag } from '#src/normalize/untyped.ts';
import { safeJson, visible } from '#src/report/export/escape.ts';
import { wrap } from '#src/report/export/layout.ts';
import { paintFor } from '#src/report/export/severity-paint.ts';
import { exportContext } from '../export.ts';
import { loadConfig } from '../load-config.ts';

interface EnrichmentsOptions {
  readonly config?: string;
  readonly format: string;
}

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly needs: string;
  readonly enabled: boolean;
  readonly timeoutMs: number;
  readonly configuredBy: readonly string[];
  /** Files that it looks things up in, by their setting; empty where none is configured. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** Lists every enrichment as the configuration has it. */
export async function listEnrichments({
  config: named,
  format,
}: EnrichmentsOptions): Promise<void> {
  const { config } = await loadConfig(named);
  const listed = enrichments.map((unit): Listed => {
    const { id, title, needs, configuredBy = [] } = unit;
    const { isEnabled, timeoutMs } = chosenFor(unit, config);
    const files = filesOf(configuredBy, config);
    return { id, title, needs, enabled: isEnabled, timeoutMs, configuredBy, files };
  });
  process.stdout.write(format === 'json' ? `${safeJson(listed, 2)}\n` : table(listed));
}

const fileSettings: ReadonlySet<string> = new Set([
  'network.asn',
  'network.country',
  'network.anonymous',
  'network.awsRanges',
  'network.lists',
  'intelligence.files',
]);

function filesOf(configuredBy: readonly string[], config: Config): Listed['files'] {
  const settings = configuredBy.filter((setting) => fileSettings.has(setting));
  return Object.fromEntries(settings.map((setting) => [setting, filesAt(setting, config)]));
}

function filesAt(setting: string, config: Config): readonly string[] {
  const [section = '', field = ''] = setting.split('.');
  const found: unknown = bag(bag(config)[section])[field];
  const texts = typeof found === 'string' ? [found] : Object.values(bag(found));
  const all = Array.isArray(found) ? found : texts;
  return all.filter((each) => typeof each === 'string');
}

function table(listed: readonly Listed[]): string {
  const { width, color } = exportContext(undefined);
  const paint = paintFor(color);
  const room = Math.min(120, Math.max(60, width)) - 4;
  const lines = listed.flatMap(({ id, title, needs, enabled, timeoutMs, files }) => {
    const state = enabled ? `at most ${timeoutMs / 1000} s` : 'SWITCHED OFF';
    const details = [`needs: ${needs}`, ...Object.entries(files).map(fileText)];
    return [
      `${paint.bold(id)}  ${paint.dim(state)}`,
      ...wrap(title, room).map((line) => `    ${line}`),
      ...details
        .flatMap((text) => wrap(visible(text), room))
        .map((text) => `    ${paint.dim(text)}`),
      '',
    ];
  });
  const off = listed.filter(({ enabled }) => !enabled).length;
  const switched = off === 0 ? '' : `, ${off} of them switched off`;
  return `${lines.join('\n')}\n${listed.length} enrichments${switched}\n`;
}

function fileText([setting, files]: readonly [string, readonly string[]]): string {
  return `${setting}: ${files.length === 0 ? 'no file, so what it would tell stays unknown' : files.join(', ')}`;
}
