import type { Said } from '../../../told/said.ts';
import { type Html, html, nothing } from '../markup.ts';

/** A section with its heading; nothing when it has nothing to say. */
export function section(title: string, ...body: readonly (Html | readonly Html[])[]): Html {
  const isEmpty = body.flat().every((part) => part === nothing);
  return isEmpty ? nothing : html`<section><h3>${title}</h3>${body}</section>`;
}

const marks = { risky: '!', benign: '✓', plain: '·', unknown: '?' } as const;

export function mark({ tone }: Pick<Said, 'tone'>): Html {
  return html`<td class="m ${tone}">${marks[tone]}</td>`;
}

/** Sentences with their marks, a row each. */
export function saidTable(said: readonly Said[]): Html {
  if (said.length === 0) return nothing;
  return html`<table>${said.map((each) => html`<tr>${mark(each)}<td>${each.text}</td></tr>`)}</table>`;
}

/** Letters, digits and dashes of an id, so that it is one in an address too. */
export function anchor(id: string): string {
  return `a-${id.replace(/[^A-Za-z0-9-]/g, '')}`;
}

export function linkTo(id: string, title: string): Html {
  return html`<a href="#${anchor(id)}">${title}</a>`;
}
