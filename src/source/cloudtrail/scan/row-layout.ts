import { scannedFields } from './fields.ts';

/** Words of a row, as `scanner.as.ts` writes it: the head, then a cell for each field. */
export const headWords = 8;
export const cellWords = 4;
export const rowWords = headWords + cellWords * scannedFields.length;
export const wordBytes = 4;

/** Words of the head. */
export const startAt = 0;
export const lengthAt = 1;
export const flagsAt = 2;
export const secondsAt = 3;
export const idAt = 4;

/** Bits of the flags. */
export const hasOthers = 1;
export const hasTime = 2;
export const hasUuid = 4;
export const hasEscapes = 8;
/** A text anywhere in the record is written with escapes. */
export const hasEscapedText = 16;
