import type { Case } from '#src/model/case.ts';

/** What a format may know about where it is written. */
export interface ExportContext {
  /** Columns of the terminal; formats for machines ignore it. */
  readonly width: number;
  /** Colors may be added; nothing is ever said by color alone. */
  readonly color: boolean;
  /** Version of Cairn, for formats that name their tool. */
  readonly version: string;
  /** The history that commands name; undefined where it is thrown away with this run. */
  readonly dataFolder?: string | undefined;
  /** What a reader of a list may do next, in one line. */
  readonly onward?: string;
  /** The cases of what has been written, asked for after the last alert. */
  readonly cases?: () => readonly Case[];
}

/** What is written, one after the other; a list will do. */
export type Items<Item> = Iterable<Item> | AsyncIterable<Item>;

/** One output format. Text comes out as items come in, so that memory does not grow with their number. */
export interface Exporter<Item> {
  /** As in `--format`. */
  readonly format: string;
  write(items: Items<Item>, context: ExportContext): AsyncGenerator<string>;
}
