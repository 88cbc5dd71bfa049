import type { TextTest } from './pattern.ts';

const mostTexts = 512;
const longestText = 256;
/** How many texts are tested without looking, after remembering has not paid. */
const pause = 8_192;

/**
 * Remembers the answers of an expensive test. Bounded in number and length, because the texts are written by attackers.
 * Where texts hardly ever come again, remembering costs more than it saves, and is left for a while.
 */
export function memoized(test: TextTest): TextTest {
  const known = new Map<string, boolean>();
  let hits = 0;
  let untilNextTry = 0;
  return (text) => {
    if (text.length > longestText) return test(text);
    if (untilNextTry > 0) {
      untilNextTry -= 1;
      return test(text);
    }
    const before = known.get(text);
    if (before !== undefined) {
      hits += 1;
      return before;
    }
    const answer = test(text);
    if (known.size >= mostTexts) {
      if (hits < mostTexts) untilNextTry = pause;
      known.clear();
      hits = 0;
    }
    known.set(text, answer);
    return answer;
  };
}
