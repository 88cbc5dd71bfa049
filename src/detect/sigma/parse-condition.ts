import type { Condition, Search } from './condition.ts';
import { type ConditionToken, lexCondition } from './lex-condition.ts';

/** Deep enough for people, and far from what a stack can hold. */
const deepest = 100;

interface Reader {
  readonly tokens: readonly ConditionToken[];
  position: number;
  depth: number;
  readonly searches: ReadonlyMap<string, Search>;
}

/**
 * Reads a condition with its identifiers resolved. Least to most binding: or, and, not, x of y, parentheses.
 * Throws a SyntaxError with the reason.
 */
export function parseCondition(text: string, searches: ReadonlyMap<string, Search>): Condition {
  const reader: Reader = { tokens: lexCondition(text), position: 0, depth: 0, searches };
  if (reader.tokens.length === 0) throw new SyntaxError('the condition is empty');
  const condition = readOr(reader);
  const rest = reader.tokens[reader.position];
  if (rest !== undefined) throw new SyntaxError(`the condition has an unexpected ${show(rest)}`);
  return condition;
}

function readOr(reader: Reader): Condition {
  return readChain(reader, 'or', readAnd);
}

function readAnd(reader: Reader): Condition {
  return readChain(reader, 'and', readNot);
}

function readChain(
  reader: Reader,
  op: 'and' | 'or',
  readPart: (reader: Reader) => Condition,
): Condition {
  const first = readPart(reader);
  const parts = [first];
  while (reader.tokens[reader.position]?.kind === op) {
    reader.position += 1;
    parts.push(readPart(reader));
  }
  return parts.length === 1 ? first : { op, parts, label: op };
}

function readNot(reader: Reader): Condition {
  let negations = 0;
  while (reader.tokens[reader.position]?.kind === 'not') {
    reader.position += 1;
    negations += 1;
  }
  const part = readPrimary(reader);
  if (negations === 0) return part;
  const negated: Condition = { op: 'not', part };
  return negations % 2 === 1 ? negated : { op: 'not', part: negated };
}

function readPrimary(reader: Reader): Condition {
  const token = reader.tokens[reader.position];
  reader.position += 1;
  if (token?.kind === '(') return readGroup(reader);
  if (token?.kind !== 'word') {
    throw new SyntaxError(
      token === undefined
        ? 'the condition ends too early'
        : `the condition has an unexpected ${show(token)}`,
    );
  }
  if (reader.tokens[reader.position]?.kind !== 'of') return named(token.text, reader);
  reader.position += 1;
  return readQuantified(token.text, reader);
}

function readGroup(reader: Reader): Condition {
  reader.depth += 1;
  if (reader.depth > deepest) throw new SyntaxError('the condition is nested too deeply');
  const inner = readOr(reader);
  if (reader.tokens[reader.position]?.kind !== ')') {
    throw new SyntaxError('the condition lacks a closing parenthesis');
  }
  reader.position += 1;
  reader.depth -= 1;
  return inner;
}

function named(name: string, { searches }: Reader): Condition {
  const search = searches.get(name);
  if (search === undefined) {
    throw new SyntaxError(`the condition names "${name}", which the detection does not define`);
  }
  return { op: 'search', name, search };
}

/** `1 of them`, `all of selection_*`, `2 of filter*`. */
function readQuantified(quantity: string, reader: Reader): Condition {
  const token = reader.tokens[reader.position];
  reader.position += 1;
  if (token?.kind !== 'word') throw new SyntaxError(`"${quantity} of" lacks a name or pattern`);
  const parts = chosenNames(token.text, [...reader.searches.keys()]).map((name) =>
    named(name, reader),
  );
  const label = `${quantity} of ${token.text}`;
  if (parts.length === 0) throw new SyntaxError(`"${label}" names nothing in the detection`);
  const word = quantity.toLowerCase();
  if (word === 'all') return { op: 'and', parts, label };
  if (word === 'any' || word === '1') return { op: 'or', parts, label };
  const count = /^\d{1,4}$/.test(word) ? Number(word) : 0;
  if (count < 1) throw new SyntaxError(`"${label}" must begin with all, any or a number`);
  if (count > parts.length) {
    throw new SyntaxError(`"${label}" can never be true: there are only ${parts.length}`);
  }
  return { op: 'at-least', count, parts, label };
}

/** Names beginning with an underscore are meant only when the pattern begins with one. */
function chosenNames(pattern: string, names: readonly string[]): readonly string[] {
  if (pattern.toLowerCase() === 'them') return names.filter((name) => !name.startsWith('_'));
  const pieces = pattern.split('*');
  return names.filter(
    (name) => matchesPieces(name, pieces) && name.startsWith('_') <= pattern.startsWith('_'),
  );
}

function matchesPieces(name: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let position = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return name.length - last.length >= position && name.endsWith(last);
}

function show(token: ConditionToken): string {
  return `"${token.kind === 'word' ? token.text : token.kind}"`;
}
