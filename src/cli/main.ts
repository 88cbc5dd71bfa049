import { Command, CommanderError } from 'commander';
import { messageOf } from '#src/model/errors.ts';
import { alertsCommand } from './commands/alerts.ts';
import { analystCommand } from './commands/analyst.ts';
import { analyzeCommand } from './commands/analyze.ts';
import { baselineCommand } from './commands/baseline.ts';
import { casesCommand } from './commands/cases.ts';
import { configCommand } from './commands/config.ts';
import { detectCommand } from './commands/detect.ts';
import { doctorCommand } from './commands/doctor.ts';
import { enrichmentsCommand } from './commands/enrichments.ts';
import { entitiesCommand } from './commands/entities.ts';
import { evalCommand } from './commands/eval.ts';
import { generateCommand } from './commands/generate.ts';
import { huntCommand } from './commands/hunt.ts';
import { ingestCommand } from './commands/ingest.ts';
import { rulesCommand } from './commands/rules.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { ClosedPipeError } from './output.ts';
import { printable } from './printable.ts';
import { say } from './say.ts';
import { packageVersion } from './version.ts';
import { watchEnd } from './watch-end.ts';

const help = `
Examples:
  cairn analyze logs/                       what happened, who did it, what to do
  cairn analyze s3://my-trail/AWSLogs/      the same, straight from the bucket
  cat event.json | cairn analyze -          one exported event
  cairn ingest logs/ --data ./cairn-data    keep the history, so that "new for this actor" means something
  cairn alerts --data ./cairn-data          the alerts so far
  cairn cases --data ./cairn-data           which of them belong together

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, but some input could not be read · 4 --fail-on reached · 130 interrupted`;

function buildProgram(): Command {
  const version = packageVersion();
  const program = new Command('cairn')
    .description(
      'Reads AWS CloudTrail and tells which events matter, who really acted, and what to do.',
    )
    .version(version, '-V, --version')
    .addHelpText('after', help);
  const commands = [
    analyzeCommand(),
    detectCommand(),
    ingestCommand(),
    alertsCommand(),
    casesCommand(),
    huntCommand(),
    entitiesCommand(),
    analystCommand(),
    baselineCommand(),
    rulesCommand(),
    enrichmentsCommand(),
    evalCommand(),
    generateCommand(),
    configCommand(),
    doctorCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  throwInsteadOfExit(program);
  return program;
}

/** Commander would end the process by itself; `run` decides the exit code instead, in one place. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help for the options)');
  // What was typed may have been copied from an event, and is repeated when it is wrong.
  command.configureOutput({ outputError: (text, write) => write(printable(text)) });
  for (const child of command.commands) throwInsteadOfExit(child);
}

/** Short texts are written without waiting; what becomes of them is told here. */
function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    say(`cannot write to standard output: ${error.message}`);
    process.exitCode = exitCodes.failed;
  });
}

async function run(argv: readonly string[]): Promise<void> {
  try {
    await buildProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = explain(error);
  }
}

function explain(error: unknown): number {
  // Commander has already printed what is wrong, or the help that was asked for.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof ClosedPipeError) return exitCodes.done;
  const message = messageOf(error);
  say(message);
  return exitCodeOf(error);
}

watchOutput();
const done = watchEnd();
await run(process.argv);
done();
