import { S3Client } from '@aws-sdk/client-s3';

/** Where S3 is and who asks. What is not given comes from the usual chain: environment, profile, instance. */
export interface S3Options {
  readonly region?: string;
  readonly profile?: string;
}

const connectionTimeoutMs = 5_000;
const requestTimeoutMs = 60_000;
const maxAttempts = 4;

export function openS3(options: S3Options): S3Client {
  return new S3Client({
    ...(options.region && { region: options.region }),
    ...(options.profile && { profile: options.profile }),
    maxAttempts,
    followRegionRedirects: true,
    // Servers other than AWS answer under one name only.
    forcePathStyle: hasOwnEndpoint(),
    requestHandler: { connectionTimeout: connectionTimeoutMs, requestTimeout: requestTimeoutMs },
  });
}

function hasOwnEndpoint(): boolean {
  // biome-ignore lint/style/noProcessEnv: the SDK reads these two itself, but does not say whether it did.
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  return Boolean(AWS_ENDPOINT_URL || AWS_ENDPOINT_URL_S3);
}
