import { Command } from 'commander';
import { configOption, formatOption } from '../options.ts';

export function enrichmentsCommand(): Command {
  return new Command('enrichments')
    .description('What is found out about each alert, and what the configuration changes about it')
    .option(...configOption)
    .addOption(formatOption(['table', 'json'], 'table'))
    .addHelpText(
      'after',
      `
Each has a page in docs/catalogue/enrichments/. One is switched off, or given more time, like this:

  enrichments:
    cost: { enabled: false }
    baseline: { timeoutMs: 60000 }

Example:
  cairn enrichments --config cairn.yaml`,
    )
    .action(async (options) => {
      const { listEnrichments } = await import('../run/enrichments.ts');
      await listEnrichments(options);
    });
}
