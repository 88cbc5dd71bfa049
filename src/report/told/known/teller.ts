import type { ZodType } from 'zod';
import type { Said } from '../said.ts';

/** Puts the value of one enrichment into sentences for a page. */
export interface Teller {
  /** The enrichment's. */
  readonly id: string;
  /** What a person calls it, in two words at most. */
  readonly label: string;
  readonly schema: ZodType;
  /** Undefined for a value of another shape. */
  tell(value: unknown): readonly Said[] | undefined;
}

export function teller<Value>(
  id: string,
  label: string,
  schema: ZodType<Value>,
  say: (value: Value) => readonly Said[],
): Teller {
  return {
    id,
    label,
    schema,
    tell(value) {
      const parsed = schema.safeParse(value);
      return parsed.success ? say(parsed.data) : undefined;
    },
  };
}
