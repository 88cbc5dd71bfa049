/**
 * One thing that can be read: a file, an S3 object, standard input, or a block of the event history. Plain data, so that
 * it can be handed to a worker thread.
 */
export type SourceObject = InputObject | BlockObject;

/** What comes from outside; the adapters in `adapters/objects` list and open it. */
export type InputObject = FileObject | S3Object | StdinObject;

export interface FileObject {
  readonly kind: 'file';
  /** As the person would name it in a message. */
  readonly name: string;
  /** Undefined for a pipe or device, whose size nobody knows beforehand. */
  readonly size?: number;
}

export interface S3Object {
  readonly kind: 's3';
  /** `s3://bucket/key` */
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  readonly size?: number;
  readonly etag?: string;
  /** Known before reading: address, entity tag and size. */
  readonly identity?: string;
}

interface StdinObject {
  readonly kind: 'stdin';
  readonly name: string;
  readonly size?: undefined;
}

/** Some records of a block of the event history. */
export interface BlockObject {
  readonly kind: 'block';
  readonly name: string;
  /** File of the segment. */
  readonly path: string;
  /** Byte in the segment. */
  readonly start: number;
  /** Bytes in the segment. */
  readonly size: number;
  /** Records that are wanted. */
  readonly count: number;
  /** Where they are in the block's list, as `3,17,29`; absent where they are the first ones. */
  readonly places?: string;
}

/** An object that was opened: its bytes where it is small, else a stream of them. */
export interface OpenedObject {
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Names this content for ever, whatever the file is called. Ask only after `content` was read to its end. */
  identity(): string;
}

/** An S3 object that a notification pointed at. */
export interface ObjectReference {
  readonly bucket: string;
  readonly key: string;
}

/** Inputs up to this size, before and after decompression, are parsed at once; larger ones are streamed. */
export const wholeDocumentBytes = 16 * 1024 * 1024;
