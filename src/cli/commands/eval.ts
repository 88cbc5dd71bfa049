import { Command, Option } from 'commander';
import { formatOption, wholeNumber } from '../options.ts';

export function evalCommand(): Command {
  return new Command('eval')
    .description('Measure an analyst on the labelled cases and hostile texts that come with Cairn')
    .addOption(
      new Option('--analyst <name>', 'who is measured')
        .choices(['deterministic', 'recorded', 'model'])
        .default('deterministic'),
    )
    .addOption(formatOption(['table', 'json', 'markdown'], 'table'))
    .option('--case <id>', 'one case with its label and what is said about it, to judge by hand')
    .option('--list', 'the cases with their labels')
    .option('--config <file>', 'the configuration that names the model, for --analyst model')
    .option('--sample <n>', 'at most this many cases and hostile texts', wholeNumber)
    .option('--fail-under <file>', 'targets (YAML); exit 1 when one is missed')
    .option('--write <file>', 'write the figures between the marks of this Markdown file')
    .addHelpText(
      'after',
      `
Examples:
  cairn eval
  cairn eval --case root-makes-administrator-at-night
  cairn eval --fail-under eval/targets.yaml --format json`,
    )
    .action(async (options) => {
      const { evaluate } = await import('../run/eval.ts');
      process.exitCode = await evaluate(options);
    });
}
