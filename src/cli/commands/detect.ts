import { Command } from 'commander';
import { formatOption, outputOption, withInput, withRules } from '../options.ts';

export function detectCommand(): Command {
  const command = new Command('detect')
    .description('Print every match of the rules, one a line, without grouping or explanation')
    .addOption(formatOption(['jsonl', 'table', 'csv'], 'jsonl'))
    .option(...outputOption)
    .addHelpText(
      'after',
      `
Examples:
  cairn detect AWSLogs/ --rules sigma/rules/cloud/aws
  cairn detect logs/*.json.gz --format csv --output matches.csv`,
    );
  return withRules(withInput(command)).action(async (paths, options) => {
    const { detect } = await import('../run/detect.ts');
    process.exitCode = await detect(paths, options);
  });
}
