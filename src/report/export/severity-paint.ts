import pc from 'picocolors';
import type { Severity } from '#src/model/severity.ts';

export type Paint = ReturnType<typeof paintFor>;

/** Colors for a terminal, or none. A severity is always a word too. */
export function paintFor(color: boolean) {
  const colors = pc.createColors(color);
  const bySeverity: Record<Severity, (text: string) => string> = {
    critical: (text) => colors.bold(colors.bgRed(colors.white(text))),
    high: (text) => colors.bold(colors.red(text)),
    medium: colors.yellow,
    low: colors.cyan,
    informational: colors.dim,
  };
  return {
    ...colors,
    severity: (severity: Severity, text: string) => bySeverity[severity](text),
    /** Of a bar, which has no background to stand out from. */
    meter: (severity: Severity, text: string) =>
      severity === 'critical' ? colors.red(text) : bySeverity[severity](text),
  };
}

const words: Record<Severity, string> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFO',
};

export function severityWord(severity: Severity): string {
  return words[severity];
}
