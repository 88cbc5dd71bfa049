import type { ZodType } from 'zod';

interface Def {
  readonly type: string;
  readonly shape?: Record<string, ZodType>;
  readonly element?: ZodType;
  readonly innerType?: ZodType;
  readonly valueType?: ZodType;
  readonly options?: readonly ZodType[];
  readonly entries?: Record<string, string>;
  readonly values?: readonly unknown[];
  readonly checks?: readonly { _zod: { def: { check: string; length?: number } } }[];
}

/** A value that a schema allows, with all that is optional, and with this text wherever any text may stand. */
export function aValueOf(schema: ZodType, text: string): unknown {
  const def = (schema as unknown as { _zod: { def: Def } })._zod.def;
  const inner = def.innerType ?? def.options?.[0];
  if (inner !== undefined) return aValueOf(inner, text);
  if (def.shape !== undefined) {
    const fields = Object.entries(def.shape).map(([name, each]) => [name, aValueOf(each, text)]);
    return Object.fromEntries(fields);
  }
  if (def.element !== undefined) {
    const { element } = def;
    return Array.from({ length: lengthOf(def) }, () => aValueOf(element, text));
  }
  if (def.valueType !== undefined) return { [text]: aValueOf(def.valueType, text) };
  return simpleValue(def, text);
}

function lengthOf({ checks = [] }: Def): number {
  return checks.find(({ _zod }) => _zod.def.check === 'length_equals')?._zod.def.length ?? 1;
}

function simpleValue({ type, entries = {}, values = [] }: Def, text: string): unknown {
  const simple: Readonly<Record<string, unknown>> = {
    string: text,
    number: 1,
    boolean: true,
    enum: Object.values(entries)[0],
    literal: values[0],
    unknown: text,
  };
  if (!(type in simple)) throw new Error(`a schema of the kind ${type} is new to this test`);
  return simple[type];
}
