import type { CandidateBatch } from '#src/model/candidate-batch.ts';
import {
  assumptionColumns,
  type EventBatch,
  eventColumns,
  kindColumns,
  nameColumns,
  resourceColumns,
  type TextList,
} from '#src/normalize/batch/event-batch.ts';
import type { SourcePart } from '#src/source/event-store.ts';
import { PendingTable } from './pending-table.ts';

/** A commit costs some milliseconds whatever it holds; this many events make it a small part of the whole. */
const enoughEvents = 40_960;
const enoughBytes = 24 * 1024 * 1024;
/** Sources without events, such as digests, and matches are counted too, so that nothing waits without a bound. */
const enoughOthers = 20_000;

export interface FinishedSource {
  readonly identity: string;
  readonly name: string;
}

/** Everything that was appended since the last commit. */
export class Pending {
  readonly events = new PendingTable(eventColumns.length + 1, 49_152);
  readonly kinds = new PendingTable(kindColumns.length, 1_024);
  readonly resources = new PendingTable(resourceColumns.length + 1, 65_536);
  readonly assumptions = new PendingTable(assumptionColumns.length + 1, 4_096);
  readonly names = new PendingTable(nameColumns.length, 4_096);
  assumptionTexts: string[] = [];
  nameTexts: string[] = [];
  blocks = new Map<bigint, Uint8Array>();
  /** As `detectionLine` writes them. */
  detections: string[] = [];
  candidates: CandidateBatch[] = [];
  sources: FinishedSource[] = [];
  /** Rows of the events whose ids may be stored, or here, already. */
  suspects: number[] = [];
  #bytes = 0;

  get isEnough(): boolean {
    return (
      this.events.count >= enoughEvents ||
      this.#bytes >= enoughBytes ||
      this.sources.length + this.detections.length + this.candidates.length >= enoughOthers
    );
  }

  get isEmpty(): boolean {
    return (
      this.events.count + this.sources.length + this.detections.length + this.candidates.length ===
      0
    );
  }

  add(batch: EventBatch, block: bigint): void {
    this.events.append(batch.events, block);
    this.kinds.append(batch.kinds);
    this.resources.append(batch.resources, block);
    this.assumptions.append(batch.assumptions, block);
    this.names.append(batch.names);
    addTexts(batch.assumptionTexts, this.assumptionTexts);
    addTexts(batch.nameTexts, this.nameTexts);
    this.blocks.set(block, batch.block);
    this.#bytes += batch.block.length;
  }

  addFound({ detections, candidates }: Pick<SourcePart, 'detections' | 'candidates'>): void {
    for (const line of detections) this.detections.push(line);
    if (candidates === undefined) return;
    this.candidates.push(candidates);
    this.#bytes += candidates.uses.byteLength + candidates.lines.byteLength;
  }

  clear(): void {
    for (const table of [this.events, this.kinds, this.resources, this.assumptions, this.names])
      table.clear();
    this.assumptionTexts = [];
    this.nameTexts = [];
    this.blocks = new Map();
    this.detections = [];
    this.candidates = [];
    this.sources = [];
    this.suspects = [];
    this.#bytes = 0;
  }
}

function addTexts({ bytes, ends }: TextList, to: string[]): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let start = 0;
  for (const end of ends) {
    to.push(buffer.toString('utf8', start, end));
    start = end;
  }
}
