import { UsageError } from '#src/model/errors.ts';
import type { S3Object } from '#src/source/cloudtrail/source-object.ts';

export function s3Object(bucket: string, key: string, size?: number, etag?: string): S3Object {
  const name = `s3://${bucket}/${key}`;
  return {
    kind: 's3',
    name,
    bucket,
    key,
    ...(size !== undefined && { size }),
    ...(etag !== undefined && { etag, identity: `${name}#${etag}#${size}` }),
  };
}

/** Throws UsageError when it names no bucket. */
export function parseS3Address(address: string): { bucket: string; prefix: string } {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(address) ?? [];
  if (bucket === undefined) throw new UsageError(`${address} names no bucket: s3://bucket/prefix`);
  return { bucket, prefix };
}
