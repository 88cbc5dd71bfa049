import type { ZodType } from 'zod';

/** One field of an enrichment's value. */
export interface ValueField {
  /** As in `addresses[].kind`. */
  readonly path: string;
  readonly type: string;
  readonly isOptional: boolean;
}

/** What is read of a zod 4 schema: https://zod.dev/packages/core */
interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, ZodType>>;
  readonly element?: ZodType;
  readonly innerType?: ZodType;
  readonly valueType?: ZodType;
  readonly options?: readonly ZodType[];
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly format?: string } } }[];
}

function defOf(schema: ZodType): Def {
  return (schema as unknown as { _zod: { def: Def } })._zod.def;
}

const wrappers = new Set(['optional', 'default', 'prefault', 'nullable']);

/** Every field of an object's schema, in its order, with the fields within. */
export function valueFields(schema: ZodType, path = ''): readonly ValueField[] {
  const def = defOf(schema);
  if (def.innerType !== undefined) return valueFields(def.innerType, path);
  if (def.element !== undefined) return valueFields(def.element, `${path}[]`);
  if (def.valueType !== undefined) return valueFields(def.valueType, `${path}.*`);
  return Object.entries(def.shape ?? {}).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`;
    const isOptional = wrappers.has(defOf(field).type);
    return [{ path: own, type: typeText(field), isOptional }, ...valueFields(field, own)];
  });
}

function typeText(schema: ZodType): string {
  const def = defOf(schema);
  const { innerType, element, valueType, options = [], entries = {}, values = [] } = def;
  if (innerType !== undefined) return typeText(innerType);
  if (element !== undefined) return `list of ${typeText(element)}`;
  if (valueType !== undefined) return `${typeText(valueType)} by name`;
  if (def.type === 'union') return options.map(typeText).join(' or ');
  if (def.type === 'enum') return choices(Object.values(entries));
  if (def.type === 'literal') return choices(values);
  if (def.type === 'number') return isWhole(def) ? 'whole number' : 'number';
  const names: Readonly<Record<string, string>> = { string: 'text', boolean: 'yes or no' };
  return names[def.type] ?? def.type;
}

const mostChoices = 14;

function choices(values: readonly unknown[]): string {
  const shown = values.slice(0, mostChoices).map((value) => `\`${value}\``);
  return values.length > mostChoices ? `${shown.join(' ')} …` : shown.join(' ');
}

function isWhole({ checks = [] }: Def): boolean {
  return checks.some(({ _zod }) => _zod.def.format === 'safeint');
}
