import { Command, Option } from 'commander';
import { entityKinds } from '#src/analyze/entity-risk/entities.ts';
import { configOption, dataOption, formatOption, outputOption, wholeNumber } from '../options.ts';

export function entitiesCommand(): Command {
  return new Command('entities')
    .description(
      'List who and what is at risk: actors, access keys, addresses, resources, accounts',
    )
    .requiredOption(...dataOption)
    .addOption(new Option('--kind <kind>', 'only these').choices([...entityKinds]))
    .option('--at <time>', 'the risk as it was then (default: when the latest alert began)')
    .option(...configOption)
    .addOption(formatOption(['table', 'json', 'jsonl', 'csv'], 'table'))
    .option(...outputOption)
    .option('--limit <n>', 'at most this many, riskiest first', wholeNumber, 20)
    .addHelpText(
      'after',
      `
Every point comes from an alert. Old alerts count less (cases.halfLifeDays), many small ones do not outweigh a large one.

Examples:
  cairn entities --data ./cairn-data
  cairn entities --data ./cairn-data --kind resource --format json`,
    )
    .action(async (options) => {
      const { entities } = await import('../run/entities.ts');
      process.exitCode = await entities(options);
    });
}
