/**
 * One thing that can be read: a file, an S3 object or standard input. Plain data, so that it can be handed to a worker
 * thread; the adapters in `adapters/objects` list and open it.
 */
export type SourceObject = FileObject | S3Object | StdinObject;

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
