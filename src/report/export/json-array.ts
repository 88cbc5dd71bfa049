import type { Items } from './exporter.ts';

/** A JSON array that comes out while its elements come in. */
export async function* jsonArray<Item>(
  items: Items<Item>,
  toText: (item: Item) => string,
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const item of items) {
    yield before + toText(item);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
