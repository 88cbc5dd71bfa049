import type { DuckDBConnection } from '@duckdb/node-api';
import type { KindFacts, KindTest } from '#src/detect/backtest/kind-test.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { longestName } from '#src/normalize/batch/name-register.ts';
import { failureWithoutCode } from '#src/normalize/batch/outcome.ts';
import { type Names, openNames } from '../names.ts';

/** The numbers of the kinds of events that may match; undefined when all may. */
export type WantedKinds = BigUint64Array<ArrayBuffer> | undefined;

const kindsAtOnce = 2_000;

/** A kind with the numbers of its texts, in the order that `statement` selects them. */
interface Kind {
  readonly kind: bigint;
  readonly flags: number;
  readonly texts: readonly bigint[];
}

const fields = [
  { column: 'service', field: 'eventSource' },
  { column: 'event_name', field: 'eventName' },
  { column: 'region', field: 'awsRegion' },
  { column: 'account', field: 'recipientAccountId' },
  { column: 'error_code', field: 'errorCode' },
] as const;

const statement = `SELECT kind, flags, ${fields.map(({ column }) => column).join(', ')} FROM kinds`;

/** Asks the test about each kind of events that is stored: a large history has some thousand of them. */
export async function wantedKinds(
  connection: DuckDBConnection,
  mayMatch: KindTest,
): Promise<WantedKinds> {
  const reader = await connection.runAndReadAll(statement);
  const kinds = reader.getRows().map(kindOf);
  const names = openNames(connection);
  const wanted: bigint[] = [];
  for (let from = 0; from < kinds.length; from += kindsAtOnce) {
    const some = kinds.slice(from, from + kindsAtOnce);
    await names.load(some.flatMap(({ texts }) => texts));
    for (const kind of some) if (mayMatch(factsOf(kind, names))) wanted.push(kind.kind);
  }
  return wanted.length === kinds.length ? undefined : BigUint64Array.from(wanted);
}

function kindOf(row: readonly unknown[]): Kind {
  const [kind = 0n, flags = 0n, ...texts] = row.map((number) => BigInt(String(number)));
  return { kind, flags: Number(flags), texts };
}

/** Only what is certain: the columns hold '' both for a field that is absent and for one of an unexpected type. */
function factsOf({ flags, texts }: Kind, names: Names): KindFacts {
  const facts = new Map<string, string | undefined>();
  const isRegular = (flags & kindFlags.regular) !== 0;
  for (const [index, { field }] of fields.entries()) {
    const number = texts[index] ?? 0n;
    const text = names.of(number);
    if (number === 0n && isRegular && field === 'errorCode') facts.set(field, undefined);
    if (isCertain(text, field, isRegular)) facts.set(field, text);
  }
  if ((flags & kindFlags.readOnly) !== 0) facts.set('readOnly', 'true');
  if ((flags & kindFlags.management) !== 0) facts.set('managementEvent', 'true');
  return facts;
}

function isCertain(
  text: string,
  field: (typeof fields)[number]['field'],
  isRegular: boolean,
): boolean {
  if (text === '' || text.length >= longestName) return false;
  if (field === 'errorCode') return text !== failureWithoutCode;
  // Without a recipient the column holds the account of the identity.
  return field !== 'recipientAccountId' || isRegular;
}
