import { Command } from 'commander';
import { configOption } from '../options.ts';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Check that this machine has what Cairn needs, and say what to do where it does not',
    )
    .option(...configOption)
    .option('--data <dir>', 'also check this data folder')
    .addHelpText('after', '\nExample:\n  cairn doctor --data ./cairn-data')
    .action(async (options) => {
      const { doctor } = await import('../run/doctor.ts');
      process.exitCode = await doctor(options);
    });
}
