/** A queue between those who produce and one who reads with `for await`. */
export interface Channel<T> extends AsyncIterable<T> {
  send(value: T): void;
  /** No more values: reading ends after those that were sent. */
  close(): void;
  /** Reading throws after the values that were sent. */
  fail(error: unknown): void;
}

export function openChannel<T>(): Channel<T> {
  const values: T[] = [];
  let wake: (() => void) | undefined;
  let end: { readonly error?: unknown } | undefined;

  function finish(how: { readonly error?: unknown }): void {
    end ??= how;
    wake?.();
  }

  async function* read(): AsyncGenerator<T, void> {
    for (;;) {
      const value = values.shift();
      if (value !== undefined) yield value;
      else if (end === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if ('error' in end) throw end.error;
      else return;
    }
  }

  return {
    send(value) {
      values.push(value);
      wake?.();
    },
    close: () => finish({}),
    fail: (error) => finish({ error }),
    [Symbol.asyncIterator]: read,
  };
}
