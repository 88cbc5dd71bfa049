/** Whether a pattern of IAM (`*` any text, `?` one letter) matches a text. Linear in practice, never exponential. */
export function globMatches(pattern: string, value: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < value.length) {
    const letter = pattern[at];
    if (letter === '*') {
      star = at;
      resume = position;
      at += 1;
    } else if (letter === '?' || letter === value[position]) {
      at += 1;
      position += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      position = resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
