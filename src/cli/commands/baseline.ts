import { Command } from 'commander';
import { configOption, dataOption, formatOption, wholeNumber } from '../options.ts';

export function baselineCommand(): Command {
  const command = new Command('baseline').description(
    'Learn from the stored history what is usual, so that unusual sessions stand out in alerts',
  );
  for (const child of [train(), show(), evaluate()]) command.addCommand(child);
  return command;
}

function train(): Command {
  return new Command('train')
    .description('Train the model of a data folder; a later training replaces it')
    .requiredOption(...dataOption)
    .option(
      '--since <time>',
      'only events at or after: 2026-11-20, 2026-11-20T02:00:00Z, or 30d ago',
    )
    .option('--until <time>', 'only events before; leave out days with an incident in them')
    .option(...configOption)
    .addOption(formatOption(['text', 'json'], 'text'))
    .option('-q, --quiet', 'no progress on standard error')
    .addHelpText(
      'after',
      '\nExamples:\n  cairn baseline train --data ./cairn-data\n  cairn baseline train --data ./cairn-data --since 60d --until 2026-11-20',
    )
    .action(async (options) => {
      const { trainBaseline } = await import('../run/baseline-train.ts');
      process.exitCode = await trainBaseline(options);
    });
}

function show(): Command {
  return new Command('show')
    .description('What the model of a data folder knows, of everybody or of one actor')
    .argument('[actor]', 'key of an actor, or a part of one')
    .requiredOption(...dataOption)
    .addOption(formatOption(['text', 'json'], 'text'))
    .action(async (actor, options) => {
      const { showBaseline } = await import('../run/baseline-show.ts');
      process.exitCode = await showBaseline(actor, options);
    });
}

function evaluate(): Command {
  return new Command('evaluate')
    .description(
      'Measure the model on generated logs with known attacks, against counting what is new alone',
    )
    .option('--events <n>', 'events of the days trained on', wholeNumber, 100_000)
    .option('--days <n>', 'days trained on; half as many are judged', wholeNumber, 28)
    .option('--accounts <n>', 'accounts of the organisation', wholeNumber, 6)
    .option('--people <n>', 'people who work in it', wholeNumber, 25)
    .option('--seed <n>', 'of the organisation and the days trained on', wholeNumber, 1)
    .option('--test-seed <n>', 'of the days judged (default: another one)', wholeNumber)
    .addOption(formatOption(['text', 'json'], 'text'))
    .option('-q, --quiet', 'no progress on standard error')
    .action(async (options) => {
      const { evaluateBaseline } = await import('../run/baseline-evaluate.ts');
      process.exitCode = await evaluateBaseline(options);
    });
}
