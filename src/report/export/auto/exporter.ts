import type { Alert } from '#src/model/alert.ts';
import type { Exporter } from '../exporter.ts';
import { page } from '../page/exporter.ts';
import { table } from '../table/exporter.ts';

/** More than one story is scrolled through on pages; fewer alerts than this may be one. */
const mostAlerts = 8;

/** For people: one story as a page, more of them as a table. */
export const auto: Exporter<Alert> = {
  format: 'auto',
  async *write(alerts, context) {
    const iterator = alerts[Symbol.asyncIterator]();
    const first: Alert[] = [];
    while (isOneStory(first) && first.length <= mostAlerts) {
      const next = await iterator.next();
      if (next.done === true) break;
      first.push(next.value);
    }
    const isPage = first.length > 0 && first.length <= mostAlerts && isOneStory(first);
    yield* (isPage ? page : table).write(again(first, iterator), context);
  },
};

function isOneStory(alerts: readonly Alert[]): boolean {
  return new Set(alerts.map(({ id, story }) => story?.id ?? id)).size <= 1;
}

async function* again(first: readonly Alert[], rest: AsyncIterator<Alert>): AsyncGenerator<Alert> {
  yield* first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
