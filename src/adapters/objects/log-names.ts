const logName = /\.(json|jsonl|ndjson|log)(\.(gz|zst))?$/i;
const archiveName = /\.(tar|tgz|zip|tar\.gz|tar\.zst)$/i;

/** Names that CloudTrail and exports of it have. */
export function isLogName(name: string): boolean {
  return logName.test(name);
}

/** Gzip, zstd, or text that begins like JSON: worth opening whatever its name is. */
export function looksLikeLog(start: Uint8Array): boolean {
  const [a, b] = start;
  if ((a === 0x1f && b === 0x8b) || (a === 0x28 && b === 0xb5)) return true;
  return /^(\uFEFF)?\s*[[{]/.test(Buffer.from(start).toString('utf8'));
}

/** Where looking inside would cost a request each: names that say nothing else. */
export function mayBeLogName(name: string): boolean {
  if (isLogName(name)) return true;
  const last = name.slice(name.lastIndexOf('/') + 1);
  return !archiveName.test(last) && (/\.(gz|zst)$/i.test(last) || !last.includes('.'));
}
