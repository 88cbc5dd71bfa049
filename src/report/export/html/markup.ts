import { htmlText } from '../escape.ts';

/** No text from a log or a data folder can have this key, so nothing but `html` makes markup. */
const written: unique symbol = Symbol('markup');

/** Markup that is ours, with every text in it escaped. */
export interface Html {
  readonly [written]: string;
}

type Part = string | number | Html | undefined | false | readonly Part[];

/** Markup with its values escaped: texts and numbers always, other markup never, undefined and false are nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const inserted = parts.map((part, index) => `${textOf(part)}${texts[index + 1] ?? ''}`);
  return { [written]: `${texts[0] ?? ''}${inserted.join('')}` };
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.map(textOf).join('');
  if (typeof part === 'object' && written in part) return part[written];
  return htmlText(String(part));
}

export function markupOf(part: Html): string {
  return part[written];
}

export const nothing: Html = html``;
