import { isDeceptive, revealed, visible } from './hidden-characters.ts';

/** What a text does that a name, tag or user agent has no reason to do. */
export const directedKinds = [
  'takes back instructions',
  'speaks to a model',
  'imitates a conversation',
  'asks for a verdict',
  'asks for silence',
  'asks for an answer of its own',
  'asks for instructions to be shown',
  'claims to be permitted',
  'hides characters',
] as const;
export type DirectedKind = (typeof directedKinds)[number];

/** Longer texts are searched at both ends: policies and scripts can be large. */
const longestSearched = 4096;
const shortestDirected = 8;

const instruction =
  '(?:instructions?|prompts?|rules?|guidelines?|directions?|orders?|context|commands?)';
const reader =
  '(?:ai|a i|llm|llms|language model|assistant|chat ?bot|chat ?gpt|gpt|claude|copilot|agent|model|soc analyst|analyst|triage)';
const harmless =
  '(?:benign|false positives?|safe|harmless|legitimate|informational|expected|not malicious|no threat|non malicious|low(?: risk| severity| priority)?|closed|resolved|authori[sz]ed)';

/** Over text in lower case whose separators are spaces. Word boundaries keep `available` from being `ai`. */
const patterns: readonly (readonly [DirectedKind, RegExp])[] = [
  [
    'takes back instructions',
    new RegExp(
      `\\b(?:ignore|disregard|forget|override|bypass|discard|skip|neglect)\\b.{0,40}\\b${instruction}\\b`,
    ),
  ],
  [
    'takes back instructions',
    /\b(?:ignore|disregard|forget)\b (?:all |everything |anything )?(?:the )?(?:previous|prior|above|earlier|preceding|before)\b/,
  ],
  [
    'takes back instructions',
    /\b(?:ignorier\w*|vergiss)\b.{0,40}\banweisung\w*|\b(?:ignorez|oubliez)\b.{0,40}\binstructions?\b|\b(?:ignora|olvida|ignore|esqueca)\b.{0,40}\b(?:instrucciones|instrucoes|istruzioni)\b/,
  ],
  ['takes back instructions', /\b(?:new|updated|revised|real|actual) (?:system )?instructions?\b/],
  [
    'speaks to a model',
    new RegExp(
      `\\b(?:note|message|hint|instruction|attention|memo|notice)s? (?:to|for) (?:the |any |all |every )?${reader}\\b`,
    ),
  ],
  [
    'speaks to a model',
    /\b(?:you are|you re|act as|pretend (?:to be|you are)|behave as|roleplay as|role play as)\b.{0,30}\b(?:ai|assistant|llm|model|analyst|gpt|claude|chat ?bot|dan|administrator|developer mode)\b/,
  ],
  [
    'speaks to a model',
    /\b(?:dear|hey|hello|hi) (?:ai|llm|assistant|claude|gpt|chat ?gpt|model)\b/,
  ],
  [
    'speaks to a model',
    /\b(?:as an|if you are an?|when you are an?) (?:ai|llm|assistant|language model)\b/,
  ],
  ['speaks to a model', /\b(?:jail ?break|developer mode|do anything now|prompt injection)\b/],
  [
    'imitates a conversation',
    /<\|?(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\b|\[\/?inst\]|<<\/?sys>>|<\/?(?:system|instructions?|assistant|prompt|fact[\w-]*)>/,
  ],
  [
    'imitates a conversation',
    /(?:^|[\s"'#>\]])(?:system|assistant|human) ?(?:prompt|message)? ?: /,
  ],
  [
    'imitates a conversation',
    /\b(?:end|begin|start) of (?:the )?(?:facts?|data|log|input|context|prompt|instructions?)\b/,
  ],
  [
    'asks for a verdict',
    new RegExp(
      `\\b(?:mark|classify|label|rate|treat|score|set|consider|report|judge|conclude|assess|deem|verdict|say|answer|call)\\b.{0,40}\\b${harmless}\\b`,
    ),
  ],
  [
    'asks for a verdict',
    /\b(?:set|lower|reduce|downgrade|drop|make|keep)\b.{0,20}\b(?:risk|severity|score|priority|verdict)\b.{0,24}\b(?:to|low|zero|0|none|informational|benign|minimum)\b/,
  ],
  [
    'asks for a verdict',
    /\b(?:verdict|risk|severity)\b ?(?:is|:|=|should be|must be) ?(?:benign|low|none|zero|0|informational|safe)\b/,
  ],
  [
    'asks for silence',
    /\b(?:do not|don t|dont|never|must not|no need to|stop)\b.{0,16}\b(?:alert|report|flag|escalate|mention|investigate|notify|page|raise|warn|include|analy[sz]e)\b/,
  ],
  [
    'asks for silence',
    /\b(?:suppress|close|dismiss|hide|drop|omit)\b.{0,12}\b(?:this|these|the|all)\b.{0,12}\b(?:alerts?|findings?|events?|cases?|incidents?|facts?)\b/,
  ],
  [
    'asks for an answer of its own',
    /\b(?:respond|reply|answer|output|print|return|write|repeat|say)\b.{0,16}\b(?:only|exactly|with|json|the word|the following|verbatim)\b/,
  ],
  [
    'asks for an answer of its own',
    /\b(?:include|add|insert|append|embed)\b.{0,24}\b(?:link|url|image|markdown|html)\b/,
  ],
  [
    'asks for instructions to be shown',
    new RegExp(
      `\\b(?:reveal|show|print|repeat|leak|output|tell me|display)\\b.{0,20}\\b(?:your|the|system|hidden|initial)\\b.{0,16}\\b${instruction}\\b`,
    ),
  ],
  [
    'claims to be permitted',
    /\b(?:this|it|activity|event|call|alert|session|action)\b.{0,12}\b(?:is|was|are|were|has been|have been)\b.{0,24}\b(?:authori[sz]ed|approved|pre approved|sanctioned|permitted|a drill|an? (?:planned |approved |authori[sz]ed )?(?:penetration |pen |red team )?(?:test|exercise|drill))\b/,
  ],
  [
    'claims to be permitted',
    /\b(?:approved|authori[sz]ed|cleared|verified) by (?:the )?(?:soc|security|ciso|cairn|aws|admin\w*)\b/,
  ],
];

const encoded = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
/** Decoding every blob of a large document would cost more than it finds. */
const mostDecoded = 4;

/** In which ways a text tries to steer a machine that reads it; none for honest ones. */
export function directedKindsOf(text: string): readonly DirectedKind[] {
  if (text.length < shortestDirected) return [];
  const searched = ends(text);
  const kinds = new Set<DirectedKind>();
  if (isDeceptive(searched)) kinds.add('hides characters');
  for (const reading of readingsOf(searched))
    for (const [kind, pattern] of patterns) if (pattern.test(reading)) kinds.add(kind);
  return [...kinds];
}

function ends(text: string): string {
  if (text.length <= longestSearched) return text;
  const half = longestSearched / 2;
  return `${text.slice(0, half)} ${text.slice(-half)}`;
}

/** The ways in which a model could read it: as it is, unescaped, with separators as spaces, and decoded. */
function readingsOf(text: string): ReadonlySet<string> {
  const seen = unescaped(revealed(text).normalize('NFKC'));
  const parts = [seen, ...decodedParts(seen)].map(withoutAccents);
  return new Set(parts.flatMap((part) => [visible(part).toLowerCase(), spaced(part)]));
}

function unescaped(text: string): string {
  if (!/%[0-9a-f]{2}|\\u[0-9a-f]{4}/i.test(text)) return text;
  return text
    .replaceAll(/%([0-7][0-9a-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
}

/** `ignore-previous_instructions` and `IgnorePreviousInstructions` as words. Zero-width characters join what they part. */
function spaced(text: string): string {
  return text
    .replaceAll(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()
    .trim();
}

function decodedParts(text: string): readonly string[] {
  const blobs = [...text.matchAll(encoded)].slice(0, mostDecoded).map(([blob]) => blob);
  return blobs.flatMap((blob) => {
    try {
      const decoded = atob(blob.replaceAll('-', '+').replaceAll('_', '/'));
      return /^[\x20-\x7e\s]{12,}$/.test(decoded) ? [decoded] : [];
    } catch {
      return [];
    }
  });
}
