import { type AppError, UpstreamError, UsageError } from '#src/model/errors.ts';

/** What S3 and the SDK answer, in words that say what to do. */
export function s3Error(error: unknown, address: string): AppError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const details = { cause: error, context: { address } };
  switch (name) {
    case 'NoSuchBucket':
      return new UsageError(`${address}: there is no such bucket`, details);
    case 'NoSuchKey':
    case 'NotFound':
      return new UpstreamError(`${address}: the object does not exist (any more)`, details);
    case 'AccessDenied':
    case 'Forbidden':
      return new UsageError(
        `${address}: access denied; s3:ListBucket and s3:GetObject are needed`,
        details,
      );
    case 'CredentialsProviderError':
      return new UsageError(
        `${address}: no AWS credentials found; set AWS_PROFILE or --profile, or sign in`,
        details,
      );
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
    case 'ExpiredToken':
      return new UsageError(`${address}: AWS does not accept the credentials (${name})`, details);
    default:
      if (message.includes('Region is missing')) {
        return new UsageError(`${address}: no AWS region is set; use --s3-region`, details);
      }
      return new UpstreamError(`${address}: ${name}: ${message}`, details);
  }
}
