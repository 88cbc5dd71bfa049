import type { Alert } from '#src/model/alert.ts';
import { alertPage } from '../../page/page.ts';
import { visible } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { paintFor, severityWord } from '../severity-paint.ts';
import { sameAlerts, toldTogether } from '../stories.ts';
import { otherParts } from '../words.ts';

/** For people: a page a story, about its worst alert; the other alerts of the story are named below it. */
export const page: Exporter<Alert> = {
  format: 'page',
  async *write(alerts, context) {
    const paint = paintFor(context.color);
    const rule = `\n${paint.dim('═'.repeat(Math.min(120, Math.max(40, context.width))))}\n\n`;
    let between = '';
    for await (const { lead, others } of toldTogether(alerts)) {
      yield `${between}${alertPage(lead, context)}`;
      if (others.length > 0) yield `\n${paint.bold('OTHER ALERTS OF THIS STORY')}\n`;
      for (const same of sameAlerts(others)) {
        const word = paint.severity(same.first.severity, severityWord(same.first.severity));
        yield `  • ${word} ${visible(otherParts(same).join(' · '))}\n`;
      }
      between = rule;
    }
    if (between === '') yield 'No alerts.\n';
  },
};
