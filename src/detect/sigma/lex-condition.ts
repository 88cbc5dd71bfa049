export type ConditionToken =
  | { readonly kind: '(' | ')' }
  | { readonly kind: 'and' | 'or' | 'not' | 'of' }
  | { readonly kind: 'word'; readonly text: string };

const operators = ['and', 'or', 'not', 'of'] as const;

/** Splits a condition. Operators are read in any case. Throws a SyntaxError with the reason. */
export function lexCondition(text: string): readonly ConditionToken[] {
  return (text.match(/[()|]|[^\s()|]+/g) ?? []).map((word) => {
    if (word === '(' || word === ')') return { kind: word };
    if (word === '|') {
      throw new SyntaxError(
        'aggregations after | are obsolete: use a correlation rule (Sigma specification 2)',
      );
    }
    const operator = operators.find((one) => one === word.toLowerCase());
    return operator === undefined ? { kind: 'word', text: word } : { kind: operator };
  });
}
