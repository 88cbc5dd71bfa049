import type { TextTest } from './pattern.ts';

const mostTexts = 512;
const longestText = 256;

/**
 * Remembers the answers of an expensive test. Bounded in number and length, because the texts are written by attackers;
 * when it is full it starts anew.
 */
export function memoized(test: TextTest): TextTest {
  const known = new Map<string, boolean>();
  return (text) => {
    if (text.length > longestText) return test(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = test(text);
    if (known.size >= mostTexts) known.clear();
    known.set(text, answer);
    return answer;
  };
}
