import { describe, expect, it } from 'vitest';
import { html, markupOf } from './markup.ts';

describe('markup', () => {
  it.each([
    ['<script>', '&lt;script&gt;'],
    [`" onclick='x'`, '&quot; onclick=&#39;x&#39;'],
    ['&lt;', '&amp;lt;'],
    ['a\u0000b\u202e', 'a\\u{0}b\\u{202e}'],
    ['\ud800', '\\u{d800}'],
  ])('shows %j as text', (text, shown) => {
    expect(markupOf(html`<p title="${text}">${text}</p>`)).toBe(`<p title="${shown}">${shown}</p>`);
  });

  it('takes markup and lists as they are, and nothing for what is not there', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);

    expect(markupOf(html`<ul>${items}</ul>${undefined}${false}${0}`)).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>0',
    );
  });

  it('does not take an object from a file for markup', () => {
    const forged = JSON.parse('{"markup":"<script>","Symbol(markup)":"<script>"}');

    expect(markupOf(html`${forged}`)).not.toContain('<script>');
  });
});
