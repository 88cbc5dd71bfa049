import { Command } from 'commander';
import {
  alertFormats,
  dataOption,
  formatOption,
  outputOption,
  severityOption,
  wholeNumber,
} from '../options.ts';

export function alertsCommand(): Command {
  return new Command('alerts')
    .description('List the alerts of a data folder, or show one of them whole')
    .argument('[id]', 'an alert id, or the beginning of one')
    .requiredOption(...dataOption)
    .addOption(formatOption(alertFormats, 'auto'))
    .option(...outputOption)
    .addOption(
      severityOption(
        '--min-severity <level>',
        'leave out alerts below it in both severity and risk',
      ),
    )
    .option('--limit <n>', 'at most this many, newest first', wholeNumber, 200)
    .addHelpText(
      'after',
      `
Examples:
  cairn alerts --data ./cairn-data --min-severity high
  cairn alerts 3fa9c1 --data ./cairn-data`,
    )
    .action(async (id, options) => {
      const { alerts } = await import('../run/alerts.ts');
      process.exitCode = await alerts(id, options);
    });
}
