/** A line of the result. */
export interface Row {
  readonly corpus: string;
  readonly name: string;
  readonly figures: string;
  /** Empty where there is none. */
  readonly budget: string;
  readonly ok: boolean;
}

export function markdownTable(rows: readonly Row[]): string {
  const lines = rows.map(({ corpus, name, figures, budget, ok }) => {
    const verdict = ok ? 'ok' : '**over**';
    return `| ${corpus} | ${name} | ${figures} | ${budget} | ${budget === '' ? '' : verdict} |`;
  });
  return ['| corpus | what | measured | budget | |', '|---|---|---|---|---|', ...lines].join('\n');
}
