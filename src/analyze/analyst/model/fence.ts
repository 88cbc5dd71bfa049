import type { FactText } from './fact-text.ts';

/** Marks around text that was recorded. The token is random, so that no text can close its own fence. */
export interface Fence {
  readonly open: string;
  readonly close: string;
}

export function fenceOf(token: string): Fence {
  return { open: `⟦${token}:`, close: `:${token}⟧` };
}

export function fenced(parts: FactText, { open, close }: Fence): string {
  return parts
    .map(({ text, recorded }) => (recorded ? `${open}${withoutMarks(text)}${close}` : text))
    .join('');
}

/** The brackets themselves mean nothing in any name of AWS. */
function withoutMarks(text: string): string {
  return text.replaceAll(/[⟦⟧]/g, ' ');
}
