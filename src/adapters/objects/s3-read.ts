import { setTimeout } from 'node:timers/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { UpstreamError } from '#src/model/errors.ts';
import type { S3Object } from '#src/source/cloudtrail/source-object.ts';
import { s3Error } from './s3-errors.ts';

/** The SDK tries a request again, but not a body that breaks off: reading then goes on where it stopped. */
const maxResumes = 3;
const resumeDelayMs = 500;

/** The bytes of an object. Throws AppError when S3 refuses, or the connection is lost again and again. */
export async function* readS3(
  client: S3Client,
  object: S3Object,
): AsyncGenerator<Uint8Array, void> {
  let offset = 0;
  for (let resumes = 0; ; resumes++) {
    const body = await getBody(client, object, offset);
    try {
      for await (const chunk of body) {
        offset += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      if (resumes === maxResumes) throw s3Error(error, object.name);
      await setTimeout(resumeDelayMs * 2 ** resumes);
    }
  }
}

async function getBody(
  client: S3Client,
  { bucket, key, etag, name }: S3Object,
  offset: number,
): Promise<AsyncIterable<Uint8Array>> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    // Two halves of two versions would be neither.
    ...(etag && { IfMatch: etag }),
    ...(offset > 0 && { Range: `bytes=${offset}-` }),
  });
  const { Body: body } = await client.send(command).catch((error: unknown) => {
    throw s3Error(error, name);
  });
  if (body === undefined) throw new UpstreamError(`${name}: S3 sent no content`);
  return body as AsyncIterable<Uint8Array>;
}
