import { createHash, type Hash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  type InputObject,
  type OpenedObject,
  type S3Object,
  wholeDocumentBytes,
} from '#src/source/cloudtrail/source-object.ts';
import { readFile } from './read-file.ts';
import type { S3Options } from './s3-client.ts';

/** Opens objects; holds one S3 client for as many as are read. */
export interface ObjectOpener {
  open(object: InputObject): Promise<OpenedObject>;
  close(): void;
}

export function objectOpener(s3: S3Options = {}): ObjectOpener {
  let client: S3Client | undefined;

  async function openS3Object(object: S3Object): Promise<OpenedObject> {
    const [{ openS3 }, { readS3 }] = await Promise.all([
      import('./s3-client.ts'),
      import('./s3-read.ts'),
    ]);
    client ??= openS3(s3);
    return fromStream(readS3(client, object), object.size, object.identity);
  }

  return {
    async open(object) {
      if (object.kind === 's3') return await openS3Object(object);
      if (object.kind === 'stdin') return await fromStream(process.stdin);
      const content = readFile(object);
      return content instanceof Uint8Array ? fromBytes(content) : await fromStream(content);
    },
    close() {
      client?.destroy();
    },
  };
}

function fromBytes(content: Uint8Array, identity?: string): OpenedObject {
  return { content, identity: () => identity ?? name(createHash('sha256').update(content)) };
}

/** Small objects are read at once, for that is the faster way through everything that follows. */
async function fromStream(
  stream: AsyncIterable<Uint8Array>,
  size = Number.POSITIVE_INFINITY,
  identity?: string,
): Promise<OpenedObject> {
  if (size <= wholeDocumentBytes) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return fromBytes(Buffer.concat(chunks), identity);
  }
  const hash = createHash('sha256');
  return {
    content: hashed(stream, hash),
    identity: () => identity ?? name(hash),
  };
}

async function* hashed(
  stream: AsyncIterable<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of stream) {
    hash.update(chunk);
    yield chunk;
  }
}

function name(hash: Hash): string {
  return `sha256:${hash.copy().digest('hex')}`;
}
