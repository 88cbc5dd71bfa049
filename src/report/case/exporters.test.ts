import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { Case } from '#src/model/case.ts';
import { aValueOf } from '../../../test/a-value-of.ts';
import { textOf } from '../../../test/an-analyzed-alert.ts';
import { caseExporters } from './exporters.ts';

const table = caseExporters.find(({ format }) => format === 'table');

describe('the list of cases', () => {
  it.each([60, 80, 120])('stays within %i columns, and cuts no title', async (width) => {
    const title = `${'a-role-with-a-long-name and another '.repeat(4)}end`;
    const told = { ...Case.parse(aValueOf(Case, 'text')), title };

    const text = await textOf(table?.write([told], { width, color: false, version: '1' }) ?? []);

    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(text).toContain('end');
  });
});
