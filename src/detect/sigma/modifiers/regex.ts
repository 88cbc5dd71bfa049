import { RE2JS } from 're2js';
import { messageOf } from '#src/model/errors.ts';
import { memoized } from '../memo.ts';
import type { TextTest } from '../pattern.ts';

/**
 * A regular expression in linear time, found anywhere in the text. Throws a SyntaxError with the reason where RE2 cannot
 * express it. https://github.com/google/re2/wiki/Syntax
 */
export function compileRegex(pattern: string, flags: ReadonlySet<string>): TextTest {
  let options = 0;
  if (flags.has('i')) options |= RE2JS.CASE_INSENSITIVE;
  if (flags.has('m')) options |= RE2JS.MULTILINE;
  if (flags.has('s')) options |= RE2JS.DOTALL;
  try {
    const regex = RE2JS.compile(pattern, options);
    return memoized((text) => regex.test(text));
  } catch (cause) {
    throw new SyntaxError(reasonOf(pattern, cause), { cause });
  }
}

function reasonOf(pattern: string, cause: unknown): string {
  if (/\(\?<?[=!]/.test(pattern)) {
    return 'the regular expression uses look-around, which cannot be matched in linear time';
  }
  if (/\\[1-9]|\(\?P=/.test(pattern)) {
    return 'the regular expression uses a back-reference, which cannot be matched in linear time';
  }
  const detail = messageOf(cause);
  return `the regular expression cannot be used: ${detail.slice(0, 200)}`;
}

export function escapeRegex(text: string): string {
  return RE2JS.quote(text);
}
