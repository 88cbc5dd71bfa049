import { Command } from 'commander';
import { configOption, dataOption, formatOption, wholeNumber } from '../options.ts';

export function analystCommand(): Command {
  const command = new Command('analyst').description(
    'The optional model analyst: what it costs, and whether it can be reached',
  );
  command
    .command('ledger')
    .description('Questions, tokens and cost of each day and model')
    .requiredOption(...dataOption)
    .addOption(formatOption(['table', 'json'], 'table'))
    .option('--limit <n>', 'at most this many lines, newest first', wholeNumber, 60)
    .action(async (options) => {
      const { analystLedger } = await import('../run/analyst-ledger.ts');
      process.exitCode = await analystLedger(options);
    });
  command
    .command('check')
    .description('Ask the configured models about a made-up alert that tries to mislead them')
    .option(...configOption)
    .action(async (options) => {
      const { analystCheck } = await import('../run/analyst-check.ts');
      process.exitCode = await analystCheck(options);
    });
  return command.addHelpText(
    'after',
    `
Examples:
  cairn analyst check --config cairn.yaml
  cairn analyst ledger --data ./cairn-data`,
  );
}
