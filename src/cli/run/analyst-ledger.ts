import type { LedgerDay } from '#src/adapters/state/analyst-store.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printable } from '../printable.ts';
import { openReading } from '../storage.ts';

interface LedgerOptions {
  readonly data: string;
  readonly format: 'table' | 'json';
  readonly limit: number;
}

/** Prints what models were asked and what it cost, newest day first. */
export async function analystLedger({ data, format, limit }: LedgerOptions): Promise<ExitCode> {
  await openReading(data, async (reading) => {
    const days = (await reading.analystDays()).slice(0, limit);
    process.stdout.write(format === 'json' ? `${JSON.stringify(days)}\n` : tableOf(days));
  });
  return exitCodes.done;
}

const header = [
  'day',
  'provider',
  'model',
  'questions',
  'answered',
  'tokens in',
  'tokens out',
  'USD',
];
const firstNumber = 3;

function tableOf(days: readonly LedgerDay[]): string {
  if (days.length === 0) return 'No model was asked yet.\n';
  const rows = [header, ...days.map(rowOf)];
  const widths = header.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < firstNumber ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function rowOf(day: LedgerDay): readonly string[] {
  const { questions, answered, inputTokens, outputTokens, costUsd } = day;
  const counts = [questions, answered, inputTokens, outputTokens];
  return [
    day.day,
    printable(day.provider),
    printable(day.model),
    ...counts.map((count) => count.toLocaleString('en-US')),
    costUsd === undefined ? 'unknown' : costUsd.toFixed(4),
  ];
}
