import { Command } from 'commander';
import { formatOption, withInput, withRules } from '../options.ts';

export function ingestCommand(): Command {
  const command = new Command('ingest')
    .description('Read CloudTrail into a data folder: the history that alerts are judged against')
    .requiredOption('--data <dir>', 'the data folder; made when it does not exist')
    .addOption(formatOption(['text', 'json'], 'text'))
    .addHelpText(
      'after',
      `
Taking in the same files again adds nothing; an interrupted run continues where it stopped.

Examples:
  cairn ingest AWSLogs/ --data ./cairn-data
  cairn ingest s3://my-trail/AWSLogs/ --data ./cairn-data --since 90d`,
    );
  return withRules(withInput(command)).action(async (paths, options) => {
    const { ingest } = await import('../run/ingest.ts');
    process.exitCode = await ingest(paths, options);
  });
}
