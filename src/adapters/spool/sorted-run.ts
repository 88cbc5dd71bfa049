import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Detection } from '#src/model/detection.ts';

/** Lines are written and read in pieces of about this size. */
const pieceBytes = 256 * 1024;
const lineFeed = 0x0a;

/** Writes detections to a new file, one JSON line each. */
export function writeRun(file: string, detections: readonly Detection[]): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    let piece = '';
    for (const detection of detections) {
      piece += `${JSON.stringify(detection)}\n`;
      if (piece.length < pieceBytes) continue;
      writeSync(descriptor, piece);
      piece = '';
    }
    if (piece !== '') writeSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads them again, little by little. */
export function* readRun(file: string): Generator<Detection, void> {
  const descriptor = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let piece = readPiece(descriptor); piece.length > 0; piece = readPiece(descriptor)) {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const end = bytes.lastIndexOf(lineFeed) + 1;
      const lines = bytes.toString('utf8', 0, end).split('\n');
      for (const line of lines) if (line !== '') yield JSON.parse(line);
      rest = bytes.subarray(end);
    }
  } finally {
    closeSync(descriptor);
  }
}

function readPiece(descriptor: number): Buffer {
  const piece = Buffer.allocUnsafe(pieceBytes);
  return piece.subarray(0, readSync(descriptor, piece));
}
