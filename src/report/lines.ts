import { visible } from './export/escape.ts';
import { toWidth, wrap } from './export/layout.ts';

/** Lines of a page. Texts may hold what an attacker wrote, so nothing goes through here unescaped. */

export function paragraph(text: string, width: number): readonly string[] {
  return text === '' ? [] : wrap(visible(text), width - 2).map((line) => `  ${line}`);
}

export function item(text: string, width: number, mark = '•'): readonly string[] {
  return wrap(visible(text), width - 4).map(
    (line, index) => `  ${index === 0 ? mark : ' '} ${line}`,
  );
}

export function field(name: string, value: string, width: number, column = 6): readonly string[] {
  if (value === '') return [];
  return wrap(visible(value), width - column - 3).map(
    (line, index) => `  ${toWidth(index === 0 ? name : '', column)} ${line}`,
  );
}

/** Milliseconds since 1970 as `2026-11-05 00:13:15`, UTC. */
export function secondOfTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
