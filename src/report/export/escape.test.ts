import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  csvCell,
  csvLine,
  markdownBlock,
  markdownCode,
  markdownText,
  safeJson,
  visible,
} from './escape.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\u001b[31m',
        '\u009b2J',
        '\u202e',
        '\u200b',
        '\u2028',
        '\ufeff',
        '\ud800',
        '\r\n',
        '\t',
        '=cmd()',
        '"',
        ',',
        '|',
        '\\',
        '`',
        '``',
        '<script>',
        '](x)',
        'https://example.com',
        'a@example.com',
        ' ',
        '\u0300\u0300\u0300\u0300\u0300',
        '\u{e0041}',
        '**',
      ),
    )
    .map((parts) => parts.join('')),
);
const dangerous = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('visible', () => {
  it.each([
    ['an escape sequence', '\u001b[2Jgone', '\\u{1b}[2Jgone'],
    ['a C1 control sequence', '\u009b31m', '\\u{9b}31m'],
    ['a new line', 'one\ntwo', 'one\\u{a}two'],
    ['text that runs backwards', 'user\u202egpj.exe', 'user\\u{202e}gpj.exe'],
    ['a zero-width space', 'ad\u200bmin', 'ad\\u{200b}min'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['half a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
    ['an invisible filler', 'a\u3164b', 'a\\u{3164}b'],
    ['a pile of marks', `a${'\u0301'.repeat(50)}`, `a${'\u0301'.repeat(3)}`],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves names of all languages as they are', () => {
    const text = 'Jürgen 北京 Ελλάδα 🙂 ok';

    expect(visible(text)).toBe(text);
  });

  it('never lets a control, a direction mark or half a pair through', () => {
    fc.assert(fc.property(hostile, (text) => !dangerous.test(visible(text))));
  });
});

describe('csvCell', () => {
  it.each([
    ['=1+1', '"\'=1+1"'],
    ['+1', '"\'+1"'],
    ['-1', '"\'-1"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['  =1', '"\'  =1"'],
    ['\t=1', '"\'\\u{9}=1"'],
    ['\rx', '"\'\\u{d}x"'],
    ['say "hi", please', '"say ""hi"", please"'],
    ['plain text', 'plain text'],
    ['a;b', '"a;b"'],
  ])('writes %j safely', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('is no longer than a cell of a spreadsheet', () => {
    expect(csvCell('a'.repeat(1_000_000)).length).toBeLessThan(32_767);
  });

  it('keeps numbers as numbers, negative ones too', () => {
    expect(csvCell(-8)).toBe('-8');
  });

  it('gives back as many cells as went in, none of them a formula, on one line', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (values) => {
        const line = csvLine(values);
        const cells = parseCsv(line.slice(0, -2));

        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(cells).toHaveLength(values.length);
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

describe('markdown', () => {
  it.each([
    ['a link', '[click](https://example.com)'],
    ['an image', '![x](https://example.com/x.png)'],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['a bare address', 'see https://example.com/login now'],
    ['a bare host', 'www.example.com'],
    ['a mail address', 'write to a@example.com'],
    ['a heading', '# heading'],
    ['a reference', '&lt;b&gt;'],
  ])('does not make %s out of text', (_, text) => {
    const outsideCode = withoutCode(markdownText(text));

    expect(outsideCode).not.toMatch(/(?<!\\)[[\]<>#&!]|:\/\/|www\.|@/);
  });

  it.each([
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['a|b', 'a\\|b'],
    ['*bold*', '\\*bold\\*'],
  ])('escapes %j', (text, escaped) => {
    expect(markdownText(text)).toBe(escaped);
  });

  it('never leaves a special character or a pipe open, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const rest = withoutCode(markdownText(text)).replace(/\\[\\`*_{}[\]<>#|&~$!^\-+=:.)]/g, '');

        expect(rest).not.toMatch(/[`*_[\]<>#|&]|\n/);
      }),
    );
  });

  it('keeps a code span closed, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(withoutCode(markdownCode(text))).toBe('');
        expect(markdownCode(text)).not.toContain('|');
      }),
    );
  });

  it('fences a command with more backticks than it has itself', () => {
    expect(markdownBlock('echo ```\nnext', 'sh')).toBe('````sh\necho ```\nnext\n````');
  });
});

describe('safeJson', () => {
  it('means the same as the value, except for half surrogate pairs', () => {
    fc.assert(
      fc.property(hostile, hostile, (key, text) => {
        const value = { [`k${key}`]: [text, { text }], list: [1, null, true] };

        const back = JSON.parse(safeJson(value));

        expect(back[`k${key}`.toWellFormed()][0]).toBe(text.toWellFormed());
        expect(back.list).toEqual([1, null, true]);
      }),
    );
  });

  it('is one line of characters that a terminal only shows', () => {
    fc.assert(fc.property(hostile, (text) => !dangerous.test(safeJson({ text }))));
  });

  it('writes no half surrogate pair, not even as an escape', () => {
    expect(safeJson({ text: 'a\ud800b' })).toBe('{"text":"a\ufffdb"}');
  });
});

/** Code spans cut out as a Markdown reader sees them: a run of backticks to the next run of the same length. */
function withoutCode(text: string): string {
  return text.replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

function parseCsv(line: string): readonly string[] {
  const cells: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,"]*)(,|$)/y;
  for (let end = ','; end === ','; ) {
    const [, text = '', separator = ''] = cell.exec(line) ?? [];
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    end = separator;
  }
  return cells;
}
