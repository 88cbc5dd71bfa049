import { type Gate, join, type Leaf } from './gate.ts';

/** What is known of a leaf before any record is read. */
export type Known = (leaf: Leaf) => boolean | undefined;

/** The gate with what is known put in: true, false, or the smaller gate that is left. */
export function specialize(gate: Gate, known: Known): Gate | boolean {
  switch (gate.op) {
    case 'leaf':
      return known(gate) ?? gate;
    case 'not': {
      const part = specialize(gate.part, known);
      return typeof part === 'boolean' ? !part : { op: 'not', part, cost: part.cost };
    }
    case 'and':
    case 'or':
      return specializeJoin(gate.op, gate.parts, known);
    case 'at-least':
      return specializeCount(gate, known);
  }
}

function specializeJoin(op: 'and' | 'or', parts: readonly Gate[], known: Known): Gate | boolean {
  const decisive = op === 'or';
  const left: Gate[] = [];
  for (const part of parts) {
    const rest = specialize(part, known);
    if (rest === decisive) return decisive;
    if (typeof rest !== 'boolean') left.push(rest);
  }
  return left.length === 0 ? !decisive : join(op, left);
}

function specializeCount(gate: Extract<Gate, { op: 'at-least' }>, known: Known): Gate | boolean {
  const rests = gate.parts.map((part) => specialize(part, known));
  const count = gate.count - rests.filter((rest) => rest === true).length;
  const parts = rests.filter((rest) => typeof rest !== 'boolean');
  if (count <= 0) return true;
  if (parts.length < count) return false;
  return { op: 'at-least', count, parts, cost: gate.cost };
}

export type Check = () => boolean;

/** The gate as a function of the current record. */
export function compileGate(gate: Gate): Check {
  switch (gate.op) {
    case 'leaf':
      return () => gate.ask();
    case 'not': {
      const check = compileGate(gate.part);
      return () => !check();
    }
    case 'and':
      return every(gate.parts.map(compileGate));
    case 'or':
      return some(gate.parts.map(compileGate));
    case 'at-least': {
      const checks = gate.parts.map(compileGate);
      return () => checks.filter((check) => check()).length >= gate.count;
    }
  }
}

function every(checks: readonly Check[]): Check {
  const [first, second] = checks;
  if (checks.length === 2 && first && second) return () => first() && second();
  return () => {
    for (const check of checks) if (!check()) return false;
    return true;
  };
}

function some(checks: readonly Check[]): Check {
  const [first, second] = checks;
  if (checks.length === 2 && first && second) return () => first() || second();
  return () => {
    for (const check of checks) if (check()) return true;
    return false;
  };
}

/**
 * Lower-case values of a field of which one is needed for the gate to be true; undefined when that cannot be said. An
 * index of rules by event name is made of it.
 */
export function requiredTexts(gate: Gate, field: string): readonly string[] | undefined {
  switch (gate.op) {
    case 'leaf':
      return gate.slot.field?.name === field ? gate.test.exact : undefined;
    case 'not':
      return undefined;
    case 'and':
      return smallest(gate.parts.map((part) => requiredTexts(part, field)));
    default:
      return union(gate.parts.map((part) => requiredTexts(part, field)));
  }
}

type Texts = readonly string[] | undefined;

function smallest(sets: readonly Texts[]): Texts {
  return sets
    .filter((set) => set !== undefined)
    .reduce<Texts>(
      (best, set) => (best === undefined || set.length < best.length ? set : best),
      undefined,
    );
}

function union(sets: readonly Texts[]): Texts {
  const known = sets.filter((set) => set !== undefined);
  return known.length === sets.length ? known.flat() : undefined;
}
