import stringWidth from 'string-width';

/**
 * A command in lines of about `width` columns that a POSIX shell still reads as one: it is broken before an argument
 * only, with a backslash, and never inside quotes. An argument that is longer than a line stays whole.
 */
export function shellLines(command: string, width: number): readonly string[] {
  return command
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => packed(withValues(argumentsOf(line)), width));
}

function packed(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width - 2) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** An option and its value are read together. */
function withValues(words: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const word of words) {
    const last = result.at(-1);
    const isValue = last !== undefined && /^--[^\s=]+$/.test(last) && !word.startsWith('--');
    if (isValue) result[result.length - 1] = `${last} ${word}`;
    else result.push(word);
  }
  return result;
}

/** Splits at spaces outside of quotes; what is quoted stays as it is written. */
function argumentsOf(line: string): readonly string[] {
  return line.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\]|['"\\])+/g) ?? [];
}
