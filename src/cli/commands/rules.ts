import { Command } from 'commander';
import { dataOption, formatOption, wholeNumber, withRules } from '../options.ts';

export function rulesCommand(): Command {
  const command = new Command('rules').description(
    'List, check, test, backtest and explain Sigma rules',
  );
  for (const child of [list(), check(), test(), backtest(), explain()]) command.addCommand(child);
  return command;
}

function list(): Command {
  return withRules(new Command('list'))
    .description('The rules that would run, with level and ATT&CK techniques')
    .addOption(formatOption(['table', 'json'], 'table'))
    .addHelpText('after', '\nExample:\n  cairn rules list --rules sigma/rules/cloud/aws')
    .action(async (options) => {
      const { listRules } = await import('../run/rules-list.ts');
      process.exitCode = await listRules(options);
    });
}

function check(): Command {
  return withRules(new Command('check'))
    .description('Say every fault of the rules with file and line; exit 1 when there is one')
    .addOption(formatOption(['text', 'json'], 'text'))
    .option('--config <file>', 'configuration with the values of placeholders')
    .addHelpText('after', '\nExample:\n  cairn rules check --rules my-rules/ --format json')
    .action(async (options) => {
      const { checkRules } = await import('../run/rules-check.ts');
      process.exitCode = await checkRules(options);
    });
}

function test(): Command {
  return new Command('test')
    .description(
      'Run each rule folder against its own matches/*.json and ignores/*.json; exit 1 when one fails',
    )
    .argument('<dir>', 'a folder of rule folders, or one rule folder')
    .option(
      '--config <file>',
      'configuration with own accounts, identities and values of placeholders; test-config.json beside the rules when not given',
    )
    .addHelpText('after', '\nExample:\n  cairn rules test my-rules/')
    .action(async (dir, options) => {
      const { testRules } = await import('../run/rules-test.ts');
      process.exitCode = await testRules(dir, options);
    });
}

function backtest(): Command {
  return withRules(new Command('backtest'))
    .description(
      'What a rule would have found in the stored history: counts per day, actors, examples',
    )
    .argument('<rule>', 'a rule file, or the id, name or title of a built-in rule')
    .requiredOption(...dataOption)
    .option(
      '--since <time>',
      'only events at or after: 2026-11-20, 2026-11-20T02:00:00Z, or 24h, 7d ago',
    )
    .option('--until <time>', 'only events before')
    .option('--expect-max <n>', 'exit 1 when there are more matches', wholeNumber)
    .option('--expect-min <n>', 'exit 1 when there are fewer matches', wholeNumber)
    .option('--config <file>', 'configuration with the values of placeholders')
    .addOption(formatOption(['text', 'json'], 'text'))
    .addHelpText(
      'after',
      '\nExample:\n  cairn rules backtest my-rule.yml --data ./cairn-data --expect-max 5',
    )
    .action(async (rule, options) => {
      const { backtestRule } = await import('../run/rules-backtest.ts');
      process.exitCode = await backtestRule(rule, options);
    });
}

function explain(): Command {
  return withRules(new Command('explain'))
    .description('Condition by condition, why a rule did or did not match an event')
    .argument('<rule>', 'a rule file, or the id, name or title of a built-in rule')
    .argument(
      '<event>',
      'a file with one event, - for standard input, or an event id together with --data',
    )
    .option('--data <dir>', 'the data folder that holds the event')
    .option('--config <file>', 'configuration with the values of placeholders')
    .addHelpText('after', '\nExample:\n  cairn rules explain cloudtrail-logging-stopped event.json')
    .action(async (rule, event, options) => {
      const { explainRule } = await import('../run/rules-explain.ts');
      process.exitCode = await explainRule(rule, event, options);
    });
}
