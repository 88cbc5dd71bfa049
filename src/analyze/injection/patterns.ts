/** What a text does that a name, tag or user agent has no reason to do. */
export type DirectedKind =
  | 'takes back instructions'
  | 'speaks to a model'
  | 'imitates a conversation'
  | 'asks for a verdict'
  | 'asks for silence'
  | 'asks for an answer of its own'
  | 'asks for instructions to be shown'
  | 'claims to be permitted'
  | 'hides characters';

const instruction =
  '(?:instructions?|prompts?|rules?|guidelines?|directions?|orders?|context|commands?)';
const reader =
  '(?:ai|a i|llm|llms|language model|assistant|chat ?bot|chat ?gpt|gpt|claude|copilot|agent|model|soc analyst|analyst|triage)';
const harmless =
  '(?:benign|false positives?|safe|harmless|legitimate|informational|expected|not malicious|no threat|non malicious|low(?: risk| severity| priority)?|closed|resolved|authori[sz]ed)';

/** In the languages that most attackers and models write; marks may have been taken off their letters. */
const takesBack: readonly RegExp[] = [
  new RegExp(
    `\\b(?:ignore|disregard|forget|override|bypass|discard|skip|neglect)\\b.{0,40}\\b${instruction}\\b`,
  ),
  /\b(?:ignore|disregard|forget) (?:all |everything |anything )?(?:the )?(?:previous|prior|above|earlier|preceding|before)\b/,
  /\b(?:new|updated|revised|real|actual) (?:system )?instructions?\b/,
  /\b(?:ignorier\w*|vergiss|missachte)\b.{0,40}\b(?:anweisung|vorgabe|regel)\w*/,
  /\b(?:ignore[rz]?|oublie[rz]?)\b.{0,40}\b(?:instructions?|consignes?|regles?)\b/,
  /\b(?:ignora|olvida|dimentica|desconsidere|ignore|esqueca|omite)\b.{0,40}\b(?:instrucciones|instrucoes|istruzioni|regras|reglas|ordenes)\b/,
  /\b(?:negeer|vergeet)\b.{0,40}\b(?:instructies|regels)\b/,
  /\b(?:z?ignoruj|pomin|zapomnij)\b.{0,40}\b(?:polecen|instrukcj)/,
  /(?:игнорируи|игнорируй|забудь)\p{L}*.{0,40}(?:инструкц|указан|правил)/u,
  /(?:忽略|无视|無視|忘记|忘掉).{0,20}(?:指令|指示|说明|提示|规则)/u,
  /(?:指示|命令|ルール).{0,12}無視|(?:지시|명령|지침).{0,12}무시/u,
  /تجاهل.{0,40}(?:تعليمات|أوامر|اوامر)/u,
  /(?:निर्देश|आदेश).{0,30}(?:अनदेखा|नजरअंदाज)/u,
  /\btalimat\p{L}*.{0,40}(?:yok say|unut|gormezden)/u,
];

const speaksTo: readonly RegExp[] = [
  new RegExp(
    `\\b(?:note|message|hint|instruction|attention|memo|notice)s? (?:to|for) (?:the |any |all |every )?${reader}\\b`,
  ),
  /\b(?:you are|you re|act as|pretend (?:to be|you are)|behave as|role ?play as)\b.{0,30}\b(?:ai|assistant|llm|model|analyst|gpt|claude|chat ?bot|dan|administrator|developer mode)\b/,
  /\b(?:dear|hey|hello|hi) (?:ai|llm|assistant|claude|gpt|chat ?gpt|model)\b/,
  /\b(?:as an|if you are an?|when you are an?) (?:ai|llm|assistant|language model)\b/,
  /\b(?:jail ?break|developer mode|do anything now|prompt injection)\b/,
  /\blet us (?:play|pretend|imagine)\b/,
];

const imitates: readonly RegExp[] = [
  /<\|?(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\b/,
  /\[\/?(?:inst|system|assistant|user)\]|<<\/?sys>>|<\/?(?:system|instructions?|assistant|prompt|facts?)>/,
  // Errors of AWS begin with “User: arn:…”, so that word is none of these.
  /(?:^|[\s"'#>\]])(?:system|assistant|human) ?(?:prompt|message)? ?: /,
  /\btool[ _](?:result|response|output|call)\b ?[:=>-]/,
  /(?:^|[\s.:])f\d{1,3}[ :] ?(?:the|actor|change|alert|fact)\b/,
  /\b(?:end|begin|start) of (?:the )?(?:facts?|data|log|input|context|prompt|instructions?)\b/,
];

const asksForVerdict: readonly RegExp[] = [
  new RegExp(
    `\\b(?:mark|classify|label|rate|treat|score|set|consider|report|judge|conclude|assess|deem|verdict|say|answer|call)\\b.{0,40}\\b${harmless}\\b`,
  ),
  /\b(?:set|lower|reduce|downgrade|drop|make|keep)\b.{0,20}\b(?:risk|severity|score|priority|verdict)\b.{0,24}\b(?:to|low|zero|0|none|informational|benign|minimum)\b/,
  /\b(?:verdict|risk|severity)\b ?(?:is|:|=|should be|must be) ?(?:benign|low|none|zero|0|informational|safe)\b/,
  /\b(?:output|give|assign|return|report|use)\b.{0,20}\b(?:lowest|low|zero|no|minimal|minimum) (?:risk|severity|score)\b/,
  /\b(?:described?|treated|considered|regarded|counts?) as (?:routine|normal|ordinary|benign|harmless|safe|maintenance)\b/,
  /\bfalse positive\b.{0,24}\b(?:known|suppress\w*|clos\w+|confirmed)\b/,
];

const asksForSilence: readonly RegExp[] = [
  /\b(?:do not|don t|dont|never|must not|no need to|stop)\b.{0,16}\b(?:alert|report|flag|escalate|mention|investigate|notify|page|raise|warn|include|analy[sz]e)\b/,
  /\b(?:suppress|close|dismiss|hide|drop|omit)\b.{0,12}\b(?:this|these|the|all)\b.{0,12}\b(?:alerts?|findings?|events?|cases?|incidents?|facts?)\b/,
];

const asksForAnswer: readonly RegExp[] = [
  /\b(?:respond|reply|answer|output|print|return|write|repeat|say)\b.{0,16}\b(?:only|exactly|with|json|the word|the following|verbatim)\b/,
  /\b(?:include|add|insert|append|embed)\b.{0,24}\b(?:link|url|image|markdown|html)\b/,
  /\b(?:add|write|put|include|append|insert)\b.{0,12}\b(?:to|in|into)\b.{0,8}\b(?:summary|report|answer|response|verdict|analysis|narrative)\b/,
  /\bobey\b/,
];

const asksToShow: readonly RegExp[] = [
  new RegExp(
    `\\b(?:reveal|show|print|repeat|leak|output|tell me|display)\\b.{0,20}\\b(?:your|the|system|hidden|initial)\\b.{0,16}\\b${instruction}\\b`,
  ),
  /\brepeat\b.{0,30}\b(?:above|word for word|verbatim)\b|\bwithout pseudonyms\b/,
];

const claimsPermission: readonly RegExp[] = [
  /\b(?:this|it|activity|event|call|alert|session|action)\b.{0,12}\b(?:is|was|are|were|has been|have been)\b.{0,24}\b(?:authori[sz]ed|approved|pre approved|sanctioned|permitted|a drill|an? (?:planned |approved |authori[sz]ed )?(?:penetration |pen |red team )?(?:test|exercise|drill))\b/,
  /\b(?:approved|authori[sz]ed|cleared|verified) by (?:the )?(?:soc|security|ciso|cairn|aws|admin\w*)\b/,
  /\b(?:within|inside|during) (?:an? |the )?approved\b/,
];

/** Over text in lower case whose separators may be spaces. Word boundaries keep `available` from being `ai`. */
export const directedPatterns: readonly (readonly [DirectedKind, readonly RegExp[]])[] = [
  ['takes back instructions', takesBack],
  ['speaks to a model', speaksTo],
  ['imitates a conversation', imitates],
  ['asks for a verdict', asksForVerdict],
  ['asks for silence', asksForSilence],
  ['asks for an answer of its own', asksForAnswer],
  ['asks for instructions to be shown', asksToShow],
  ['claims to be permitted', claimsPermission],
];
