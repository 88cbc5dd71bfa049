import { isUtf8 } from 'node:buffer';
import { compressionOf, decompressWhole } from './compression.ts';
import { byteOrderMark, decodeText, firstInvalidByte, isWideText } from './decode.ts';
import { Found, type ReadChunk } from './found.ts';
import { type InflateOptions, inflate, stepBytesFor } from './inflate.ts';
import type { ReadLimits } from './limits.ts';
import { hasSuspiciousNesting, type ParsedDocument, parseDocuments } from './parse-document.ts';
import { areApiEvents, mayLackLists, plainRecords, recognize } from './recognize.ts';
import { RecordScanner } from './record-scanner.ts';
import type { Scanner } from './scan/scanner.ts';
import { wholeDocumentBytes } from './source-object.ts';

/** A chunk of a streamed input is handed on when it holds this many records, or came from this many bytes. */
const chunkRecords = 2000;
const chunkBytes = 4 * 1024 * 1024;
/** More records than any honest file of this size has: what is made of each of them would take too much memory. */
const mostAtOnce = 65_536;
/** `Buffer.poolSize` is far below. */
const ownMemoryBytes = 256 * 1024;

/** An input that was refused is not also called empty. */
const spaceInsteadOfText = Buffer.from(' ');

/**
 * Reads one input in whatever shape it is: gzip, zstd or plain; a CloudTrail file, a list, lines, envelopes. It never
 * throws because of what the input holds: what cannot be read is a problem in a chunk, and the rest goes on. Errors of
 * the stream itself are passed on. With a scanner, files of the usual shape are not parsed.
 */
export async function* readObject(
  content: Uint8Array | AsyncIterable<Uint8Array>,
  name: string,
  limits: ReadLimits,
  scanner?: Scanner,
): AsyncGenerator<ReadChunk, void> {
  if (!(content instanceof Uint8Array)) {
    yield* readStream(content, name, limits, stepBytesFor(undefined));
    return;
  }
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const limit = Math.min(wholeDocumentBytes, limits.recordBytes, limits.inflatedBytes);
  const inflated = decompressWhole(bytes, limit);
  const whole = Buffer.isBuffer(inflated)
    ? (scanWhole(bytes, inflated, name, limits, scanner) ??
      readWhole(bytes, inflated, name, limits))
    : undefined;
  if (whole) yield whole;
  else {
    const stepBytes = stepBytesFor(inflated === 'damaged' ? bytes.length : undefined);
    yield* readStream([bytes], name, limits, stepBytes);
  }
}

/** The fastest way: a gzip of API events alone, whose records are only parsed when somebody wants all of one. */
function scanWhole(
  bytes: Buffer,
  inflated: Buffer,
  name: string,
  limits: ReadLimits,
  scanner: Scanner | undefined,
): ReadChunk | undefined {
  if (scanner === undefined || compressionOf(bytes) !== 'gzip' || !isUtf8(inflated)) return;
  const scanned = scanner.scan(inflated, limits.nestingDepth);
  if (scanned === undefined || !areApiEvents(scanned)) return;
  giveBack(inflated);
  return new Found(name).takeScanned(scanned, bytes.length, bytes);
}

/** Buffers that wait for the garbage collector count as memory in use and make it run far too often. */
function giveBack({ buffer, length }: Buffer): void {
  // A small one shares its memory with others.
  if (buffer instanceof ArrayBuffer && length >= ownMemoryBytes) buffer.transfer(0);
}

/** The fast way, for nearly every CloudTrail file: undefined when the document is damaged or has a limit to enforce. */
function readWhole(
  bytes: Buffer,
  inflated: Buffer,
  name: string,
  limits: ReadLimits,
): ReadChunk | undefined {
  if (inflated.length < 2 || isWideText(inflated)) return;
  const unmarked = inflated.subarray(byteOrderMark(inflated));
  if (hasSuspiciousNesting(unmarked, limits.nestingDepth)) return;
  const documents = parseDocuments(decodeText(unmarked));
  if (documents === undefined) return;
  if (documents.some(({ value, text }) => mayLackLists(value, text))) return;

  const found = new Found(name);
  const invalid = firstInvalidByte(unmarked);
  if (invalid >= 0) {
    const at = { unit: 'byte', value: inflated.length - unmarked.length + invalid + 1 } as const;
    found.problem('invalid UTF-8, replaced; the record is used', at);
  }
  const isPlain = addDocuments(documents, found);
  if (found.size > mostAtOnce) return;
  // A mark would be in the way of whoever parses the original again.
  const isOriginal =
    isPlain && compressionOf(bytes) === 'gzip' && unmarked.length === inflated.length;
  return found.take(bytes.length, isOriginal ? bytes : undefined);
}

/** True when the records are exactly those of one `{"Records": [...]}`, in order. */
function addDocuments(documents: readonly ParsedDocument[], found: Found): boolean {
  const records = documents.length === 1 ? plainRecords(documents[0]?.value) : undefined;
  if (records !== undefined) found.records(records);
  else for (const { value } of documents) recognize(value, found);
  return records !== undefined;
}

async function* readStream(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string,
  limits: ReadLimits,
  stepBytes: number,
): AsyncGenerator<ReadChunk, void> {
  const found = new Found(name);
  const scanner = new RecordScanner(found, limits, chunkRecords);
  const stored = countBytes(source);
  let bytes = 0;
  let isCut = false;
  const report = (reason: string, atByte: number): void => {
    isCut = true;
    found.problem(reason, { unit: 'byte', value: atByte });
  };
  for await (const text of decompress(stored.chunks, found, { limits, stepBytes, report })) {
    scanner.push(text);
    bytes += text.length;
    yield* filled(scanner, found);
    if (found.size < chunkRecords && bytes < chunkBytes) continue;
    yield found.take(stored.take());
    bytes = 0;
  }
  if (!scanner.isEmpty) scanner.end(isCut);
  else if (!isCut) found.problem('the input is empty');
  yield* filled(scanner, found);
  yield found.take(stored.take());
}

/** Chunks while there are more records in what was read than one holds; the last of them is left. */
function* filled(scanner: RecordScanner, found: Found): Generator<ReadChunk, void> {
  while (scanner.isFull) {
    yield found.take(0);
    scanner.resume();
  }
}

async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  found: Found,
  options: InflateOptions,
): AsyncGenerator<Uint8Array, void> {
  const { first, all } = await withFirst(chunks);
  const compression = compressionOf(first);
  const text = compression === 'none' ? all : inflate(compression, all, options);
  const start = await withFirst(text);
  if (isWideText(start.first)) {
    found.problem('UTF-16 or UTF-32 text; CloudTrail is UTF-8: convert it first');
    yield spaceInsteadOfText;
    return;
  }
  yield* start.all;
}

/** Looks at the first bytes of a stream without taking them away; at least four, where there are as many. */
async function withFirst(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array();
  while (first.length < 4) {
    const next = await iterator.next();
    if (next.done) break;
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  return { first, all: rejoin(first, iterator) };
}

async function* rejoin(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

interface Counted {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes read since the last call. */
  take(): number;
}

function countBytes(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Counted {
  let count = 0;
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of source) {
      count += chunk.length;
      yield chunk;
    }
  }
  return {
    chunks: chunks(),
    take() {
      const bytes = count;
      count = 0;
      return bytes;
    },
  };
}
