import { Command } from 'commander';
import { dataOption, formatOption, outputOption, wholeNumber } from '../options.ts';

export function huntCommand(): Command {
  return new Command('hunt')
    .description('Ask the stored history who did what, over all accounts')
    .requiredOption(...dataOption)
    .option('--case <id>', 'ask the questions that this case leaves open')
    .option('--actor <key>', 'ARN of a user or role, or another actor key as in an alert')
    .option('--session <arn>', 'ARN of a role session')
    .option('--access-key <id>', 'an access key id')
    .option('--ip <address>', 'a source address')
    .option('--resource <name>', 'ARN, id or name of what was touched')
    .option('--action <name>', 'a call, such as iam:CreateUser; several with commas between')
    .option('--account <id>', 'only in this account')
    .option(
      '--since <time>',
      'at or after: 2026-11-20, 2026-11-20T02:00:00Z, or 24h, 7d before now',
    )
    .option('--until <time>', 'before')
    .addOption(formatOption(['table', 'json', 'jsonl', 'csv'], 'table'))
    .option(...outputOption)
    .option('--limit <n>', 'at most this many events a question, oldest first', wholeNumber, 100)
    .addHelpText(
      'after',
      `
All that is given must match. Values are compared exactly.

Examples:
  cairn hunt --data ./cairn-data --ip 203.0.113.9
  cairn hunt --data ./cairn-data --action iam:CreateAccessKey --since 2026-11-01
  cairn hunt --data ./cairn-data --case 7d2c11`,
    )
    .action(async (options) => {
      const { hunt } = await import('../run/hunt.ts');
      process.exitCode = await hunt(options);
    });
}
