import { Command } from 'commander';
import { configOption, withRules } from '../options.ts';

export function configCommand(): Command {
  const command = new Command('config').description('Check, show or describe the configuration');
  withRules(command.command('check'))
    .description('Say every fault with its line; exit 1 when there is one')
    .option(...configOption)
    .action(async (options) => {
      const { checkConfig } = await import('../run/config.ts');
      await checkConfig(options);
    });
  command
    .command('show')
    .description('The configuration in force, with all defaults, as YAML')
    .option(...configOption)
    .action(async (options) => {
      const { showConfig } = await import('../run/config.ts');
      await showConfig(options.config);
    });
  command
    .command('schema')
    .description('JSON Schema of the configuration, for editors')
    .action(async () => {
      const { showConfigSchema } = await import('../run/config.ts');
      showConfigSchema();
    });
  return command.addHelpText(
    'after',
    `
Examples:
  cairn config check --config cairn.yaml
  cairn config schema > cairn.schema.json`,
  );
}
