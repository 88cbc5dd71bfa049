import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** Lines are written and read in pieces of about this size. */
const pieceBytes = 256 * 1024;
const lineFeed = 0x0a;

/** Writes lines to a new file. */
export function writeRun(file: string, lines: readonly string[]): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    let piece = '';
    for (const line of lines) {
      piece += `${line}\n`;
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
export function* readRun(file: string): Generator<string, void> {
  const descriptor = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let piece = readPiece(descriptor); piece.length > 0; piece = readPiece(descriptor)) {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const end = bytes.lastIndexOf(lineFeed) + 1;
      for (const line of bytes.toString('utf8', 0, end).split('\n')) if (line !== '') yield line;
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
