import type { Measured, Measurement } from '#src/detect/baseline/measure.ts';

export interface AboutMeasurement {
  readonly seed: number;
  readonly testSeed: number;
  readonly days: number;
  readonly judgedDays: number;
  readonly events: number;
  readonly judgedEvents: number;
  readonly trainedSessions: number;
}

/** For a person: what was trained on, what was judged, and how well. */
export function measurementText(about: AboutMeasurement, measured: Measurement): string {
  const { seed, testSeed, days, judgedDays, events, judgedEvents, trainedSessions } = about;
  const { sessions, ofAttacks, attacks, missed } = measured;
  return `Trained on ${trainedSessions} sessions (${events} generated events, ${days} days of peace, seed ${seed}).
Judged ${sessions} sessions (${judgedEvents} events, the ${judgedDays} days after, seed ${testSeed}), of which ${ofAttacks} belong to ${attacks} attacks.
Precision: part of the sessions called odd that belong to an attack. Recall: part of the sessions of attacks that are called odd.

${table('The model', measured.model, attacks)}
${table('What is new, without the model', measured.firstSeen, attacks)}
${table('Both', measured.both, attacks)}
${missed.length === 0 ? 'Every attack has a session above the lowest threshold.' : `No session above the lowest threshold: ${missed.join(', ')}`}
`;
}

function table(title: string, rows: readonly Measured[], attacks: number): string {
  const widest = 62;
  const head = `${title.padEnd(widest)}   odd  right  precision  recall  attacks found\n`;
  const lines = rows.map(
    ({ name, flagged, right, precision, recall, attacks: found }) =>
      `  ${name.padEnd(widest - 2)}${cell(flagged, 6)}${cell(right, 7)}${cell(precision.toFixed(2), 11)}${cell(recall.toFixed(2), 8)}${cell(`${found} of ${attacks}`, 15)}\n`,
  );
  return `${head}${lines.join('')}`;
}

function cell(value: number | string, width: number): string {
  return String(value).padStart(width);
}
