import { visible } from '../export/escape.ts';
import { wrap } from '../export/layout.ts';
import type { Paint } from '../export/severity-paint.ts';
import type { Said, Tone } from '../told/said.ts';

/** What a sentence speaks for, in one character: nothing is said by color alone. */
const marks: Readonly<Record<Tone, string>> = {
  risky: '!',
  benign: '✓',
  plain: '·',
  unknown: '?',
};

export function markOf(tone: Tone, paint: Paint): string {
  const painted: Readonly<Record<Tone, (text: string) => string>> = {
    risky: paint.yellow,
    benign: paint.green,
    plain: paint.dim,
    unknown: paint.cyan,
  };
  return painted[tone](marks[tone]);
}

/** A sentence with its mark, hanging. */
export function saidLines({ tone, text }: Said, width: number, paint: Paint): readonly string[] {
  return wrap(visible(text), width - 4).map(
    (line, index) => `  ${index === 0 ? markOf(tone, paint) : ' '} ${line}`,
  );
}
