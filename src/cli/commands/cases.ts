import { Command } from 'commander';
import { dataOption, formatOption, outputOption, severityOption, wholeNumber } from '../options.ts';

export function casesCommand(): Command {
  return new Command('cases')
    .description('List the cases that alerts of a data folder were joined into, or show one whole')
    .argument('[id]', 'a case id, or the beginning of one')
    .requiredOption(...dataOption)
    .addOption(formatOption(['table', 'json', 'jsonl', 'csv'], 'table'))
    .option(...outputOption)
    .addOption(
      severityOption(
        '--min-severity <level>',
        'leave out cases below it in both severity and risk',
      ),
    )
    .option('--limit <n>', 'at most this many of the newest, riskiest first', wholeNumber, 50)
    .addHelpText(
      'after',
      `
Examples:
  cairn cases --data ./cairn-data
  cairn cases 7d2c11 --data ./cairn-data        the story, why it is one case, what to ask next
  cairn hunt --case 7d2c11 --data ./cairn-data  the answers`,
    )
    .action(async (id, options) => {
      const { cases } = await import('../run/cases.ts');
      process.exitCode = await cases(id, options);
    });
}
