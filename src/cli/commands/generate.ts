import { Command } from 'commander';
import { formatOption, wholeNumber } from '../options.ts';

export function generateCommand(): Command {
  return new Command('generate')
    .description(
      'Write mock CloudTrail of an organisation with known attacks in it; beside it the ground truth and a fitting cairn.yaml',
    )
    .argument('[dir]', 'where to write; must be empty or not exist')
    .option('--events <n>', 'about this many events', wholeNumber, 20_000)
    .option('--days <n>', 'spread over this many days', wholeNumber, 14)
    .option('--accounts <n>', 'accounts of the organisation', wholeNumber, 6)
    .option('--people <n>', 'people who work in it', wholeNumber, 25)
    .option('--files <n>', 'about this many files', wholeNumber)
    .option('--seed <n>', 'the same seed gives the same bytes', wholeNumber, 1)
    .option('--start <date>', 'first day, such as 2026-11-01', '2026-11-01')
    .option(
      '--cardinality <kind>',
      'low, or high: unique keys and messages, many addresses and agents',
      'low',
    )
    .option('--duplicates <percent>', 'share of events delivered twice', wholeNumber, 1)
    .option('--scenario <name...>', 'attacks to mix in; all when not given, "none" for peace')
    .option('--list-scenarios', 'name the attacks and stop')
    .addOption(formatOption(['text', 'json'], 'text'))
    .option('-q, --quiet', 'no progress on standard error')
    .addHelpText(
      'after',
      '\nExamples:\n  cairn generate ./mock --events 100000 --seed 7\n  cairn generate --list-scenarios',
    )
    .action(async (dir, options) => {
      const { generate } = await import('../run/generate.ts');
      process.exitCode = await generate(dir, options);
    });
}
