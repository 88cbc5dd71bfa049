import { type Severity, severities } from '#src/model/severity.ts';
import type { RuleHead } from './rule-set.ts';
import type { Fault } from './yaml-documents.ts';

/** Reads what rules and correlations have in common; adds what is wrong to `faults`. */
export function readHead(
  mapping: Readonly<Record<string, unknown>>,
  file: string,
  line: number,
  faults: Fault[],
): RuleHead {
  const title = textOf(mapping['title']);
  if (title === '') faults.push({ path: ['title'], reason: 'the rule has no title' });
  const id = textOf(mapping['id']);
  return {
    key: id === '' ? `${file}#${title}` : id,
    id,
    title,
    name: textOf(mapping['name']),
    level: levelOf(mapping['level'], faults),
    about: mapping['about'] === 'actor' ? 'actor' : 'resource',
    status: textOf(mapping['status']),
    description: textOf(mapping['description']),
    author: textOf(mapping['author']),
    tags: textsOf(mapping['tags']),
    references: textsOf(mapping['references']),
    falsepositives: textsOf(mapping['falsepositives']),
    file,
    line,
  };
}

function levelOf(value: unknown, faults: Fault[]): Severity {
  if (value === undefined || value === null) return 'medium';
  const level = severities.find((severity) => severity === textOf(value).toLowerCase());
  if (level === undefined) {
    faults.push({ path: ['level'], reason: `the level must be one of ${severities.join(', ')}` });
  }
  return level ?? 'medium';
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

export function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map(textOf).filter((text) => text !== '');
}
