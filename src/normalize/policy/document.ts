import { type Bag, bag, list, texts } from '../untyped.ts';

/** Who a statement speaks about. `everyone` is `*`; `exceptSome` is NotPrincipal, which means everyone else. */
interface Principals {
  readonly everyone: boolean;
  readonly exceptSome: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
  readonly canonicalUsers: readonly string[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: Principals;
  readonly conditions: readonly Condition[];
}

/** One operator over one key: `StringEquals`, `aws:SourceAccount`, its values. */
export interface Condition {
  readonly operator: string;
  /** Lower case: condition keys are not case-sensitive. */
  readonly key: string;
  readonly values: readonly string[];
}

/** No policy of AWS is longer than 100 thousand characters; URL encoding makes it three times that. */
const longest = 400_000;

/**
 * A policy document as CloudTrail records it: JSON text, also URL-encoded, or the object itself. Undefined when it cannot
 * be read (cut off, redacted, not a policy), which is not the same as a policy that grants nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(source: unknown): readonly Statement[] | undefined {
  const document = typeof source === 'string' ? parseText(source) : source;
  if (typeof document !== 'object' || document === null) return undefined;
  const statements = field(bag(document), 'Statement');
  if (typeof statements !== 'object' || statements === null) return undefined;
  const read = (Array.isArray(statements) ? statements : [statements]).map(readStatement);
  return read.every((statement) => statement !== undefined) ? read : undefined;
}

function parseText(source: string): unknown {
  if (source.length > longest) return undefined;
  try {
    const start = source.trimStart();
    return JSON.parse(start.startsWith('%') ? decodeURIComponent(start) : start);
  } catch {
    return undefined;
  }
}

function readStatement(source: unknown): Statement | undefined {
  const statement = bag(source);
  const effect = String(field(statement, 'Effect')).toLowerCase();
  if (effect !== 'allow' && effect !== 'deny') return undefined;
  const principal = field(statement, 'Principal');
  const notPrincipal = field(statement, 'NotPrincipal');
  return {
    effect: effect === 'allow' ? 'Allow' : 'Deny',
    actions: texts(field(statement, 'Action')).map((action) => action.toLowerCase()),
    notActions: texts(field(statement, 'NotAction')).map((action) => action.toLowerCase()),
    resources: texts(field(statement, 'Resource')),
    notResources: texts(field(statement, 'NotResource')),
    principals: readPrincipals(principal ?? notPrincipal, notPrincipal !== undefined),
    conditions: readConditions(field(statement, 'Condition')),
  };
}

function readPrincipals(source: unknown, exceptSome: boolean): Principals {
  const named = bag(source);
  const aws = typeof source === 'object' ? texts(field(named, 'AWS')) : texts(source);
  return {
    everyone: !exceptSome && aws.includes('*'),
    exceptSome,
    aws: aws.filter((principal) => principal !== '*'),
    services: texts(field(named, 'Service')),
    federated: texts(field(named, 'Federated')),
    canonicalUsers: texts(field(named, 'CanonicalUser')),
  };
}

function readConditions(source: unknown): readonly Condition[] {
  return Object.entries(bag(source)).flatMap(([operator, keys]) =>
    Object.entries(bag(keys)).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: list(values).map(String),
    })),
  );
}

/** Element names are read as written in the grammar, and with a small first letter as some services record them. */
function field(from: Bag, name: string): unknown {
  return from[name] ?? from[name.charAt(0).toLowerCase() + name.slice(1)];
}
