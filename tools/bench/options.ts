import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly events: number;
  readonly files: number;
  readonly rounds: number;
  /** Only measures whose name holds one of these. */
  readonly only: readonly string[];
  /** Event counts of the linearity row; none when empty. */
  readonly sizes: readonly number[];
  readonly write: string | undefined;
}

const help = `npm run bench -- [options]
  --events N     events of each corpus (1000000)
  --files N      files of each corpus (500)
  --rounds N     how often everything is run, interleaved (3)
  --only WORD    only measures whose name holds it (repeatable)
  --sizes A,B    also run analyze and ingest at these sizes, such as 100000,1000000,3000000
  --write FILE   put the table into this file, such as docs/benchmarks.md
`;

export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      events: { type: 'string', default: '1000000' },
      files: { type: 'string', default: '500' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: [] },
      sizes: { type: 'string', default: '' },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  return {
    events: wholeNumber(values.events),
    files: wholeNumber(values.files),
    rounds: wholeNumber(values.rounds),
    only: values.only,
    sizes: values.sizes === '' ? [] : values.sizes.split(',').map(wholeNumber),
    write: values.write,
  };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${text} is not a whole number`);
  return number;
}
