/** A name that could be a word of the sentence: `trail “account”`. */
export function marked(name: string): string {
  return /^[a-z]{2,}$/.test(name) ? `“${name}”` : name;
}

/** `wrote inline policy all of user bob` is not about all of the user. */
export function withMarkedPolicy(sentence: string): string {
  return sentence.replace(
    /(\binline policy )(\S+)(?= of (?:user|role|group) )/,
    (_, before: string, name: string) => before + marked(name),
  );
}
