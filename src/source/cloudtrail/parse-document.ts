/** Closing brackets in a row that no honest record has. */
const suspiciousRun = 24;
const suspiciousEnds = [
  '}'.repeat(suspiciousRun),
  ']'.repeat(suspiciousRun),
  ']}'.repeat(suspiciousRun / 2),
];

/**
 * True when the text may be nested too deeply. `JSON.parse` takes any depth, but what handles the value afterwards may
 * not; a text that is suspected is read by the scanner, which counts. Searching for a run of brackets costs next to
 * nothing, unlike counting them in every file.
 */
export function hasSuspiciousNesting(text: string, maxDepth: number): boolean {
  return maxDepth < suspiciousRun || suspiciousEnds.some((run) => text.includes(run));
}

/** A whole document, or lines of objects; undefined when it is neither. */
export function parseDocument(text: string): unknown {
  return parse(text) ?? parseLines(text);
}

/** A line break cannot stand inside a JSON string, so `}` and `{` around one are the ends of two values. */
function parseLines(text: string): unknown {
  if (!text.startsWith('{') || !/\}\r?\n\{/.test(text)) return undefined;
  return parse(`[${text.replaceAll(/\}\r?\n\{/g, '},{')}]`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
