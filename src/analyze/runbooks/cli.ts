/** Control characters, line and paragraph separators, bidirectional overrides, invisible marks and lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The AWS CLI replaces a value that begins so by the content of that file or page. */
const loadsContent = /^(file|fileb|https?):\/\//i;

/**
 * One value as one word of a POSIX shell, whatever it holds. Names in events are chosen by attackers, and a person
 * pastes these commands: single quotes switch off every expansion, and characters that can end a line or move a
 * terminal's cursor are replaced by a question mark.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function shellQuote(value: string): string {
  const printable = value.replaceAll(unprintable, '?');
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(printable)) return printable;
  return `'${printable.replaceAll("'", `'\\''`)}'`;
}

/** What stands for a command that is called for, but holds a name that no shell can be given safely. */
export const unwritable = '';

/** A value for a command: text, a number, a list (one shell word each), or undefined where the events do not say. */
export type CliValue = string | number | readonly string[] | undefined;

/**
 * An AWS CLI command with every inserted value quoted as a whole shell word. Insert values between spaces, never
 * inside quotes: cli`aws iam delete-user --user-name ${name}`. JSON goes in as `${JSON.stringify(document)}`.
 * Where a value is not known the answer is undefined, and where it cannot be written so that it means what the event said
 * it is `unwritable`: a command with a hole in it, or for another thing, is worse than none.
 */
export function cli(
  text: TemplateStringsArray,
  ...values: readonly CliValue[]
): string | undefined {
  if (values.some((value) => wordsOf(value).length === 0)) return undefined;
  let command = text[0] ?? '';
  for (const [index, value] of values.entries()) {
    const words = wordsOf(value);
    const joined = words.every((word) => isSafe(word, command))
      ? joinWords(command, words)
      : undefined;
    if (joined === undefined) return unwritable;
    command = joined + (text[index + 1] ?? '');
  }
  return command;
}

/** What CloudTrail's own event history (90 days, management events) holds about one key, user, resource or event. */
export function lookupEvents(
  region: string,
  attribute: 'AccessKeyId' | 'Username' | 'ResourceName' | 'EventName' | 'EventId',
  value: string | undefined,
): string | undefined {
  if (!value || region === '') return undefined;
  // A comma would end the value in the CLI's shorthand syntax.
  const attributes = value.includes(',')
    ? JSON.stringify([{ AttributeKey: attribute, AttributeValue: value }])
    : `AttributeKey=${attribute},AttributeValue=${value}`;
  return cli`aws cloudtrail lookup-events --region ${region} --lookup-attributes ${attributes}`;
}

function wordsOf(value: CliValue): readonly string[] {
  if (value === undefined || value === '') return [];
  return typeof value === 'object' ? value : [String(value)];
}

function isSafe(word: string, command: string): boolean {
  return word !== '' && word.search(unprintable) === -1 && !isLoaded(word, command);
}

/** The address of a queue is its name: there the CLI takes it as it is. */
function isLoaded(word: string, command: string): boolean {
  if (command.endsWith(' --queue-url ') && word.startsWith('https://')) return false;
  return loadsContent.test(word);
}

/** A value with a dash in front would be read as an option, so it must be joined to its own option by an equals sign. */
function joinWords(command: string, words: readonly string[]): string | undefined {
  const quoted = words.map(shellQuote).join(' ');
  if (!words.some((word) => word.startsWith('-'))) return command + quoted;
  const isOptionValue = words.length === 1 && / --[a-z0-9-]+ $/.test(command);
  return isOptionValue ? `${command.trimEnd()}=${quoted}` : undefined;
}
