import type { Alert } from '#src/model/alert.ts';
import type { Exporter, Items } from '../exporter.ts';
import { page } from '../page/exporter.ts';
import { table } from '../table/exporter.ts';

/** More than one story is scrolled through on pages; fewer alerts than this may be one. */
const mostAlerts = 8;

/** For people: one story as a page, more of them as a table. */
export const auto: Exporter<Alert> = {
  format: 'auto',
  async *write(alerts, context) {
    const rest = oneByOne(alerts);
    const first: Alert[] = [];
    while (isOneStory(first) && first.length <= mostAlerts) {
      const next = await rest.next();
      if (next.done === true) break;
      first.push(next.value);
    }
    const isPage = first.length > 0 && first.length <= mostAlerts && isOneStory(first);
    yield* (isPage ? page : table).write(again(first, rest), context);
  },
};

function isOneStory(alerts: readonly Alert[]): boolean {
  return new Set(alerts.map(({ id, story }) => story?.id ?? id)).size <= 1;
}

async function* oneByOne(alerts: Items<Alert>): AsyncGenerator<Alert> {
  yield* alerts;
}

async function* again(first: readonly Alert[], rest: AsyncGenerator<Alert>): AsyncGenerator<Alert> {
  yield* first;
  yield* rest;
}
