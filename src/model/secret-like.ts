const shapes = [
  // What providers put in front: OpenAI and Anthropic, GitHub, GitLab, Slack, Google, Stripe.
  /\b(?:sk|pk|rk)[-_][\w-]{8,}|\bgh[a-z]_\w{16,}|\bgithub_pat_\w{16,}|\bglpat-[\w-]{16,}|\bxox[a-z]-[\w-]{8,}|\bAIza[\w-]{30,}/,
  // JSON Web Tokens, and Bedrock's and AWS's own.
  /\beyJ[\w-]{8,}\.[\w-]*\.?[\w-]*|\b(?:bedrock-api-key-|ABSK)[\w+/=-]{16,}/,
  // A secret access key, and what is random and long: letters of both cases with digits, or hexadecimal digits.
  /(?<![\w/+=])(?=[\w/+]*[a-z])(?=[\w/+]*[A-Z])(?=[\w/+]*\d)[A-Za-z0-9/+]{40}(?![\w/+=])/,
  /(?=[A-Za-z0-9+=]*[a-z])(?=[A-Za-z0-9+=]*[A-Z])(?=[A-Za-z0-9+=]*\d)[A-Za-z0-9+=]{32,}|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{32,}\b/,
];
const secret = new RegExp(shapes.map(({ source }) => source).join('|'), 'g');

/** The text without what looks like a key, token or password: they come into settings by mistake, and may not come out. */
export function withoutSecrets(text: string): string {
  return text.replace(secret, '(looks like a secret)');
}

export function looksLikeSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}
