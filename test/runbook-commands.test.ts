import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { composeRunbook } from '#src/analyze/runbooks/compose.ts';
import { runbooks } from '#src/analyze/runbooks/index.ts';
import { unknownActivity } from '#src/analyze/runbooks/unknown-activity/runbook.ts';
import { shellWords } from '#src/evaluate/commands/shell-words.ts';
import { actorOf } from '#src/normalize/actor/actor.ts';
import { text } from '#src/normalize/untyped.ts';
import { anAlert } from './an-alert.ts';

/**
 * What the AWS CLI knows of the operations that runbooks use: the options that they give, and those without which it refuses
 * the call (`a|b`: one of them). A new command is looked up in the reference and added by hand.
 */
const Operations = z.strictObject({
  source: z.string(),
  operations: z.record(
    z.string(),
    z.strictObject({
      options: z.array(z.string()),
      required: z.array(z.string()).default([]),
    }),
  ),
});

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const { operations } = Operations.parse(read(join(import.meta.dirname, 'aws-cli-operations.json')));
const known = new Map(Object.entries(operations));
const rules = 'src/detect/rules';
const Records = z.array(z.record(z.string(), z.unknown()));

/** Every command, and every way back that is one, of the runbooks about the events that the rules must match. */
function allCommands(): ReadonlySet<string> {
  const folders = readdirSync(rules, { withFileTypes: true }).filter((each) => each.isDirectory());
  const files = folders.flatMap(({ name: rule }) =>
    readdirSync(join(rules, rule, 'matches')).map((file) => ({ rule, file })),
  );
  return new Set(files.flatMap(({ rule, file }) => commandsOf(rule, file)));
}

function commandsOf(rule: string, file: string): readonly string[] {
  const content = read(join(rules, rule, 'matches', file));
  const records = Records.parse(Array.isArray(content) ? content : [content]);
  const last = records.at(-1) ?? {};
  const alert = anAlert({
    rule: { id: rule, name: rule },
    region: text(last['awsRegion']),
    account: text(last['recipientAccountId']),
    actor: { ...actorOf(last, {}), crossAccount: false, chain: [], chainComplete: true },
  });
  const { steps } = composeRunbook(runbooks, unknownActivity, alert, evidenceOf(records));
  return steps
    .flatMap(({ command = '', rollback = '' }) => [command, rollback])
    .filter((command) => command.startsWith('aws '));
}

function faultOf(command: string): string | undefined {
  const [, service, operation, ...rest] = shellWords(command) ?? [];
  const found = known.get(`${service} ${operation}`);
  if (found === undefined) return `${service} ${operation} is not in the table`;
  const given = rest
    .filter((word) => word.startsWith('--'))
    .map((word) => word.slice(2).split('=', 1)[0] ?? '');
  const strange = given.find((option) => !found.options.includes(option));
  if (strange !== undefined) return `--${strange} is not in the table: ${command}`;
  const missing = found.required.find((each) => !each.split('|').some((it) => given.includes(it)));
  return missing === undefined ? undefined : `--${missing} is missing: ${command}`;
}

describe('the commands of the runbooks', () => {
  let commands: ReadonlySet<string>;

  beforeAll(() => {
    commands = allCommands();
  });

  it('are calls that the AWS CLI knows, with options that it knows, and all that it asks for', () => {
    expect(commands.size).toBeGreaterThan(500);
    expect([...commands].flatMap((command) => faultOf(command) ?? [])).toEqual([]);
  });

  it('use every operation of the table', () => {
    const used = new Set([...commands].map((command) => command.split(' ').slice(1, 3).join(' ')));

    expect([...known.keys()].filter((operation) => !used.has(operation))).toEqual([]);
  });
});
