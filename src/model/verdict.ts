import { z } from 'zod';

/** A person's judgement of an alert. An analyst may suggest one. */
export const verdicts = ['malicious', 'authorised test', 'benign', 'undetermined'] as const;
export const Verdict = z.enum(verdicts);
export type Verdict = z.infer<typeof Verdict>;
