import { isDeceptive } from './hidden-characters.ts';
import { type DirectedKind, directedPatterns } from './patterns.ts';
import { readingsOf } from './readings.ts';

/** Longer texts are searched at both ends: policies and scripts can be large. */
const longestSearched = 4096;
const shortestDirected = 6;

/** Ids, numbers, times and host names: too little to say anything with. */
const saysNothing =
  /^(?:[\w.:+-]{0,15}|[\d.:TZ-]+|[\w-]+\.amazonaws\.com|[A-Z]{4}[A-Z0-9]{12,17}|[a-z]{1,6}-[0-9a-f]{8,17})$/;

/** In which ways a text tries to steer a machine that reads it; none for honest ones. */
export function directedKindsOf(text: string): readonly DirectedKind[] {
  if (text.length < shortestDirected || saysNothing.test(text)) return [];
  const searched = ends(text);
  const readings = [...readingsOf(searched)];
  const kinds = directedPatterns
    .filter(([, patterns]) =>
      patterns.some((pattern) => readings.some((reading) => pattern.test(reading))),
    )
    .map(([kind]) => kind);
  return isDeceptive(searched) ? [...kinds, 'hides characters'] : kinds;
}

function ends(text: string): string {
  if (text.length <= longestSearched) return text;
  const half = longestSearched / 2;
  return `${text.slice(0, half)} ${text.slice(-half)}`;
}
