import type { FieldNames } from '#src/model/record-source.ts';
import { scannedFields } from './fields.ts';
import { cellWords, headWords } from './row-layout.ts';

const numbers: ReadonlyMap<string, number> = new Map(
  scannedFields.map(([name], index) => [name, index]),
);

/** Place of a field in the list of those that are scanned for; undefined for all others. */
export function numberOf(name: string): number | undefined {
  return numbers.get(name);
}

/** Stands for all fields that have no bit of their own. */
export const bitOfOthers = 1 << 31;

export function bitOf(field: number): number {
  return 1 << Math.min(field, 31);
}

/** A list of fields, as places of their cells in a row and as bits. */
export interface PreparedFields {
  readonly cells: Uint16Array;
  readonly bits: number;
}

/** Throws for a field that has no hash. */
export function prepareFields(names: FieldNames, isHashed: readonly boolean[]): PreparedFields {
  const fields = names.map((name) => numberOf(name) ?? -1);
  if (!fields.every((field) => isHashed[field])) throw new TypeError('a field has no hash');
  return {
    cells: Uint16Array.from(fields, (field) => headWords + field * cellWords),
    bits: fields.reduce((bits, field) => bits | bitOf(field), 0),
  };
}
