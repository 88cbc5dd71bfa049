import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import { openChannel } from './channel.ts';

/** Enough to know the total soon, few enough to hold in memory. */
const mostAhead = 10_000;

/** Lists while earlier objects are being read, so that progress knows how much there is to do. */
export async function* listAhead(
  objects: AsyncIterable<SourceObject>,
  onListed: (object: SourceObject | undefined) => void,
): AsyncGenerator<SourceObject, void> {
  const ahead = openChannel<SourceObject>();
  let count = 0;
  let makeRoom: (() => void) | undefined;

  async function list(): Promise<void> {
    for await (const object of objects) {
      onListed(object);
      ahead.send(object);
      if (++count < mostAhead) continue;
      await new Promise<void>((resolve) => {
        makeRoom = resolve;
      });
    }
    onListed(undefined);
  }

  void list().then(ahead.close, ahead.fail);
  for await (const object of ahead) {
    count--;
    makeRoom?.();
    yield object;
  }
}
