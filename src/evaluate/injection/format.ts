import { z } from 'zod';
import { CaseForm } from '../case/format.ts';

/** Texts that an attacker may leave where they will be read, and the places where he may. */
export const InjectionSet = z.strictObject({
  /** What stands in the same places in the clean twin. */
  neutral: z.string(),
  /** Malicious cases with `{payload}` in one field that an attacker sets. */
  carriers: z.array(
    CaseForm.omit({ label: true }).extend({
      /** The field, in words. */
      field: z.string(),
    }),
  ),
  payloads: z.array(
    z.strictObject({
      id: z.string(),
      /** What it is meant to do. */
      aim: z.enum(['analyst', 'model', 'shell', 'terminal', 'markup', 'table', 'parser']),
      text: z.string(),
      /** Ids of carriers; every one where none is given. */
      into: z.array(z.string()).optional(),
    }),
  ),
});
export type InjectionSet = z.infer<typeof InjectionSet>;
export type Payload = InjectionSet['payloads'][number];
