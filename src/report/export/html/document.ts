import { type Html, html, markupOf } from './markup.ts';
import { style } from './style.ts';

/**
 * The beginning of the file. Its policy allows this one style sheet, by its hash, and nothing else: no script, no image, no
 * request, no form. https://www.w3.org/TR/CSP3/
 */
export async function documentStart(title: string): Promise<string> {
  const policy = `default-src 'none'; style-src 'sha256-${await sha256(style)}'; base-uri 'none'; form-action 'none'`;
  const head = html`<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="referrer" content="no-referrer"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${title}</title>`;
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n${markupOf(head)}\n<style>${style}</style>\n</head>\n<body>\n<main>\n`;
}

export function documentEnd(last: Html): string {
  return `${markupOf(last)}\n</main>\n</body>\n</html>\n`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
