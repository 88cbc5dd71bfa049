import { describe, expect, it } from 'vitest';
import type { Alert } from '#src/model/alert.ts';
import type { Exporter } from '#src/report/export/exporter.ts';
import { alertExporters } from '#src/report/export/index.ts';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { leaksOf } from './leaks.ts';

function writing(format: string, text: string): readonly Exporter<Alert>[] {
  return [
    {
      format,
      async *write() {
        yield text;
      },
    },
  ];
}

const leaks = (format: string, text: string, payload = text) =>
  leaksOf([], payload, writing(format, text));

describe('leaksOf', () => {
  it.each([
    ['table', 'a\u001b[2Jb'],
    ['table', 'a\u202eb'],
    ['page', 'a\u200bb'],
    ['csv', 'id,title\r\n1,"=1+1"\r\n'],
    ['csv', 'id,title\r\n1,@SUM(1)\r\n'],
    ['markdown', 'see [here](https://example.com)'],
    ['markdown', 'a <b>c</b>'],
    ['html', '<p><script>alert(1)</script></p>'],
    ['html', '<a title="" onmouseover="x">'],
    ['json', '{"a":'],
    ['jsonl', '{"a":1}\n{"a":"\u200b"}\n'],
    ['smoke-signals', 'x'],
  ])('finds what %s would obey: %j', async (format, text) => {
    expect(await leaks(format, text)).toHaveLength(1);
  });

  it.each([
    ['table', 'a \u001b[1mbold\u001b[0m word\n'],
    ['csv', "id,title\r\n1,'=1+1\r\n2,-3.5\r\n"],
    ['markdown', 'a \\<b\\> `[x](y)` \\[z\\]\n```sh\n<tag> [a](b)\n```\n'],
    ['html', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['json', '{"a":"\\u200b"}\n'],
  ])('lets through what %s only shows: %j', async (format, text) => {
    expect(await leaks(format, text, '<script>alert(1)</script>')).toEqual([]);
  });

  it('finds a command that is more than one call, and prose with what cannot be seen', async () => {
    const alert = anAnalyzedAlert();
    const runbook = [{ phase: 'contain', step: 'x', command: 'aws iam list-users; rm x' }];
    const analysis = { ...alert.analysis, summary: 'a\u200bb', runbook };

    const found = await leaksOf([{ ...alert, analysis }], '', []);

    expect(found.map((each) => each.split(':')[0])).toEqual([
      'prose holds what cannot be seen',
      'command is not one call',
    ]);
  });

  it('knows how to inspect every format that there is', async () => {
    const found = await leaksOf([anAnalyzedAlert()], 'harmless', alertExporters);

    expect(found.filter((each) => each.startsWith('nobody'))).toEqual([]);
  });
});
