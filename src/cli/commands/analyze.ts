import { Command } from 'commander';
import {
  alertFormats,
  formatOption,
  outputOption,
  severityOption,
  withInput,
  withRules,
} from '../options.ts';

export function analyzeCommand(): Command {
  const command = new Command('analyze')
    .description(
      'Read CloudTrail and explain what matters: who acted, what changed, how risky, what to do',
    )
    .addOption(formatOption(alertFormats, 'auto'))
    .option(...outputOption)
    .option(
      '--data <dir>',
      'keep the events in this data folder, and use the history that it holds',
    )
    .addOption(
      severityOption(
        '--min-severity <level>',
        'leave out alerts below it in both severity and risk',
      ),
    )
    .addOption(
      severityOption(
        '--fail-on <level>',
        'exit with 4 when the severity or the risk of an alert reaches it',
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  cairn analyze event.json
  cairn analyze AWSLogs/ --since 24h --min-severity medium
  cairn analyze s3://my-trail/AWSLogs/ --format jsonl --output alerts.jsonl
  cairn analyze AWSLogs/ --format sarif --fail-on high`,
    );
  return withRules(withInput(command)).action(async (paths, options) => {
    const { analyze } = await import('../run/analyze.ts');
    process.exitCode = await analyze(paths, options);
  });
}
