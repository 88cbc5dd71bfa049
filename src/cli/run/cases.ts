import type { Reading } from '#src/adapters/data-folder/reading.ts';
import { withCommands } from '#src/analyze/case/hunts.ts';
import { compareCases } from '#src/analyze/case/order.ts';
import type { Case } from '#src/model/case.ts';
import { NotFoundError } from '#src/model/errors.ts';
import type { Severity } from '#src/model/severity.ts';
import { caseExporters } from '#src/report/case/exporters.ts';
import { casePage } from '#src/report/case/page.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exportContext, exporterFor } from '../export.ts';
import { writeOutput } from '../output.ts';
import { say } from '../say.ts';
import { showStored } from '../storage.ts';

interface CasesOptions {
  readonly data: string;
  readonly format: string;
  readonly output?: string;
  readonly minSeverity?: Severity;
  readonly limit: number;
}

/** Lists the newest of the stored cases, riskiest first, or shows one whole. */
export async function cases(id: string | undefined, options: CasesOptions): Promise<ExitCode> {
  return showStored(options.data, async (reading) => {
    const { minSeverity, limit } = options;
    const filter = minSeverity === undefined ? {} : { minSeverity };
    const found =
      id === undefined ? await reading.listCases(filter, limit + 1) : [await findCase(reading, id)];
    // The folder may have been moved since its commands were written.
    const told = found
      .slice(0, limit)
      .toSorted(compareCases)
      .map((each) => withCommands(each, options.data));
    await writeOutput(textOf(told, id !== undefined, options), options.output);
    if (id === undefined && found.length > limit)
      say('older cases are left out; a larger --limit shows them');
  });
}

export async function findCase(reading: Reading, id: string): Promise<Case> {
  const found = await reading.findCase(id);
  if (!found) throw new NotFoundError(`There is no case whose id begins with ${id}`);
  return found;
}

async function* textOf(
  found: readonly Case[],
  isOne: boolean,
  { format, output }: CasesOptions,
): AsyncGenerator<string> {
  const context = exportContext(output);
  const [only] = found;
  if (isOne && format === 'table' && only) yield casePage(only, context);
  else yield* exporterFor(caseExporters, format).write(found, context);
}
