/** What has a meaning for a POSIX shell where nothing quotes it. */
const operator = /[|&;<>()$`*?[\]#~{}!\n\r]/;

/** The one thing that a command may have the shell work out: when it is run. Nothing else may stand in its place. */
const clock = '"$(date -u +%Y-%m-%dT%H:%M:%SZ)"';

/**
 * The words that a POSIX shell would hand to a program, or undefined when it would do anything else with the line: expand
 * something, run a second command, wait for a closing quote.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function shellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let rest = line;
  let word: string | undefined;
  while (rest !== '') {
    const piece = nextPiece(rest);
    if (piece === undefined) return undefined;
    rest = rest.slice(piece.length);
    if (piece.text !== undefined) word = (word ?? '') + piece.text;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

interface Piece {
  readonly length: number;
  /** Undefined for what parts two words. */
  readonly text: string | undefined;
}

function nextPiece(rest: string): Piece | undefined {
  const space = /^[ \t]+/.exec(rest);
  if (space) return { length: space[0].length, text: undefined };
  const single = /^'([^']*)'/.exec(rest);
  if (single) return { length: single[0].length, text: single[1] ?? '' };
  if (rest.startsWith(clock)) return { length: clock.length, text: 'the present time' };
  const double = /^"((?:[^"\\$`]|\\[\s\S])*)"/.exec(rest);
  if (double)
    return { length: double[0].length, text: (double[1] ?? '').replaceAll(/\\([\\"$`])/g, '$1') };
  if (rest.startsWith('\\') && rest.length > 1 && rest.charAt(1) !== '\n')
    return { length: 2, text: rest.charAt(1) };
  const plain = rest.charAt(0);
  if (plain === "'" || plain === '"' || plain === '\\' || operator.test(plain)) return undefined;
  return { length: 1, text: plain };
}
