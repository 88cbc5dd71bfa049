import { existsSync } from 'node:fs';
import pc from 'picocolors';
import { listObjects } from '#src/adapters/objects/list.ts';
import { objectOpener } from '#src/adapters/objects/open.ts';
import { type ExplanationNode, explain } from '#src/detect/sigma/explain.ts';
import type { MatcherOptions } from '#src/detect/sigma/matcher.ts';
import type { SigmaRule } from '#src/detect/sigma/rule-set.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { NotFoundError, UsageError } from '#src/model/errors.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { readObject } from '#src/source/cloudtrail/read-object.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findRule } from '../find-rule.ts';
import { loadConfig } from '../load-config.ts';
import { loadRules } from '../load-rules.ts';
import { matcherOptions } from '../matcher-options.ts';
import type { RuleOptions } from '../options.ts';
import { printable } from '../printable.ts';
import { openReading } from '../storage.ts';

interface ExplainOptions extends RuleOptions {
  readonly data?: string;
  readonly config?: string;
}

/** A person reads this: more than a few events would only scroll by. */
const mostEvents = 10;

export async function explainRule(
  name: string,
  event: string,
  options: ExplainOptions,
): Promise<ExitCode> {
  const loaded = await loadConfig(options.config);
  const asked = existsSync(name) ? { ...options, rules: [name] } : options;
  const { ruleSet } = await loadRules(asked, loaded);
  const rules = existsSync(name) ? ruleSet.rules : [findRule(ruleSet, name)];
  const records = await readEvents(event, options.data, loaded.config);
  const tried = { ...matcherOptions(loaded.config), filters: ruleSet.filters };
  for (const rule of rules) {
    if (!('condition' in rule)) {
      throw new UsageError(
        `${rule.title} is a correlation; name one of the rules that it refers to`,
      );
    }
    for (const record of records) process.stdout.write(explanation(rule, record, tried));
  }
  return exitCodes.done;
}

function explanation(rule: SigmaRule, record: RawRecord, tried: MatcherOptions): string {
  const { matched, tree, quietedBy, problems } = explain(rule, record, tried);
  const verdict = matched ? pc.green('matches') : pc.yellow('does not match');
  const lines = [
    `${printable(rule.title)} ${verdict} event ${printable(eventIdOf(record))}`,
    ...treeLines(tree, 1),
    ...quietedBy.map(({ title }) => `  quieted by the filter "${printable(title)}"`),
    ...problems.map(({ reason }) => `  problem: ${printable(reason)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function treeLines(
  { label, holds, why, parts }: ExplanationNode,
  depth: number,
): readonly string[] {
  const indent = '  '.repeat(depth);
  const mark = holds ? pc.green('yes') : pc.red('no ');
  const reason = why === undefined ? '' : `: ${why}`;
  const line = `${indent}${mark} ${printable(`${label}${reason}`).replaceAll('\n', ' ')}`;
  return [line, ...parts.flatMap((part) => treeLines(part, depth + 1))];
}

async function readEvents(
  event: string,
  data: string | undefined,
  config: Config,
): Promise<readonly RawRecord[]> {
  const records =
    data === undefined ? await readFileEvents(event, config) : await readStored(event, data);
  if (records.length === 0) throw new NotFoundError(`${event} holds no CloudTrail event`);
  return records;
}

async function readFileEvents(path: string, { limits }: Config): Promise<readonly RawRecord[]> {
  const records: RawRecord[] = [];
  const opener = objectOpener({});
  try {
    for await (const object of listObjects([path])) {
      const { content } = await opener.open(object);
      for await (const { values } of readObject(content, object.name, limits)) {
        records.push(...values.slice(0, mostEvents - records.length));
        if (records.length === mostEvents) return records;
      }
    }
  } finally {
    opener.close();
  }
  return records;
}

async function readStored(eventId: string, folder: string): Promise<readonly RawRecord[]> {
  return openReading(folder, async (reading) => {
    const [record] = await reading.records([eventId]);
    if (record === undefined) throw new NotFoundError(`${folder} holds no event ${eventId}`);
    return [record];
  });
}
