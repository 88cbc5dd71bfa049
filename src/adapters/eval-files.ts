import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { CaseForm, World } from '#src/evaluate/case/format.ts';
import { InjectionSet } from '#src/evaluate/injection/format.ts';
import { Recording } from '#src/evaluate/recorded/format.ts';
import { Targets } from '#src/evaluate/targets.ts';
import { InvalidInputError, StorageError } from '#src/model/errors.ts';

/** The sets of the evaluation: YAML files in the package's folder `eval`. */
export interface EvalFiles {
  readonly world: World;
  readonly cases: readonly CaseForm[];
  readonly injections: InjectionSet;
  readonly recordings: readonly Recording[];
  readonly targets: Targets;
}

export function readEvalFiles(): EvalFiles {
  const folder = evalFolder();
  const files = readdirSync(join(folder, 'cases')).filter((name) => name.endsWith('.yaml'));
  const cases = files
    .toSorted()
    .flatMap((name) => readYaml(join(folder, 'cases', name), z.array(CaseForm)));
  return {
    world: readYaml(join(folder, 'world.yaml'), World),
    cases,
    injections: readYaml(join(folder, 'injections.yaml'), InjectionSet),
    recordings: readYaml(join(folder, 'recorded.yaml'), z.array(Recording)),
    targets: readTargets(join(folder, 'targets.yaml')),
  };
}

export function readTargets(file: string): Targets {
  return readYaml(file, Targets);
}

/** Beside `src` in a checkout and beside `dist` in the package, whose bundle lies one or two folders deep. */
function evalFolder(): string {
  let folder = import.meta.dirname;
  for (let depth = 0; depth < 4; depth += 1) {
    const candidate = join(folder, 'eval', 'world.yaml');
    if (existsSync(candidate)) return dirname(candidate);
    folder = dirname(folder);
  }
  throw new StorageError(
    'The evaluation set is not there: the folder eval of the package is missing',
  );
}

function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  const document = parseDocument(readFileSync(file, 'utf8'), { uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) throw new InvalidInputError(`${file}: ${error.message.split('\n')[0]}`);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(`${file}:\n${z.prettifyError(parsed.error)}`);
}
