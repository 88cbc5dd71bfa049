import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { S3Object } from '#src/source/cloudtrail/source-object.ts';
import type { ListOptions } from './list-options.ts';
import { mayBeLogName } from './log-names.ts';
import { openS3 } from './s3-client.ts';
import { s3Error } from './s3-errors.ts';
import { parseS3Address, s3Object } from './s3-name.ts';

/** The objects under `s3://bucket/prefix`, page by page, in the order of their keys. */
export async function* listS3(
  address: string,
  options: ListOptions,
): AsyncGenerator<S3Object, void> {
  const { bucket, prefix } = parseS3Address(address);
  const client = openS3(options.s3 ?? {});
  const request = { Bucket: bucket, Prefix: prefix };
  try {
    for await (const { Contents: objects = [] } of paginateListObjectsV2({ client }, request)) {
      for (const { Key: key = '/', Size: size, ETag: etag } of objects) {
        if (isWanted(key, prefix, bucket, options)) yield s3Object(bucket, key, size, etag);
      }
    }
  } catch (error) {
    throw s3Error(error, address);
  } finally {
    client.destroy();
  }
}

/** Keys that end in a slash are the folders that the console makes. */
function isWanted(key: string, prefix: string, bucket: string, options: ListOptions): boolean {
  if (key.endsWith('/')) return false;
  const isWanted = key === prefix || mayBeLogName(key);
  if (!isWanted) options.onNote?.(`s3://${bucket}/${key}`, 'passed over: no log file');
  return isWanted;
}
