import { bag, pick } from '../../untyped.ts';
import { exposureActs } from './access.ts';
import { type ActTable, all, either, type ReadActs, say, when } from './act.ts';

const bucket = exposureActs('bucket', 'bucketName');

const blockKeys = [
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
];

/** Removing one of the four locks is what matters; setting all of them is good news. */
const publicAccessBlock =
  (whose: string): ReadActs =>
  (call) => {
    const locks = bag(pick(call.request, 'publicAccessBlockConfiguration'));
    const open = blockKeys.filter((key) => String(pick(locks, key, lowerFirst(key))) === 'false');
    const complete = blockKeys.every((key) => String(pick(locks, key, lowerFirst(key))) === 'true');
    if (complete) return say(`block public access to ${whose}`)(call);
    return open.length === 0
      ? say(`change the block of public access to ${whose}`)(call)
      : say(`weaken the block of public access to ${whose} (${open.join(', ')} off)`)(call);
  };

function lowerFirst(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}

/** Whoever holds the key can ask for a ransom. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
const withCustomerKey = when(
  'x-amz-server-side-encryption-customer-algorithm',
  undefined,
  say('encrypt object {key} of bucket {bucketName} with a key that AWS does not hold'),
);

export const s3Acts: ActTable = {
  CreateBucket: all(say('create bucket {bucketName}'), bucket),
  DeleteBucket: say('delete bucket {bucketName}'),
  PutBucketPolicy: all(say('replace the policy of bucket {bucketName}'), bucket),
  DeleteBucketPolicy: say('delete the policy of bucket {bucketName}'),
  PutBucketAcl: all(say('replace the access control list of bucket {bucketName}'), bucket),
  PutObjectAcl: all(
    say('replace the access control list of object {key} in bucket {bucketName}'),
    exposureActs('object', 'key'),
  ),
  PutBucketPublicAccessBlock: publicAccessBlock('bucket {bucketName}'),
  DeleteBucketPublicAccessBlock: say('remove the block of public access to bucket {bucketName}'),
  PutAccountPublicAccessBlock: publicAccessBlock('the whole account'),
  DeleteAccountPublicAccessBlock: say('remove the block of public access to the whole account'),
  PutBucketVersioning: either(
    when(
      'versioningConfiguration.status',
      'Suspended',
      say('suspend the versioning of bucket {bucketName}'),
    ),
    say('enable the versioning of bucket {bucketName}'),
  ),
  PutBucketLifecycle: say('set the lifecycle rules of bucket {bucketName}'),
  PutBucketLifecycleConfiguration: say('set the lifecycle rules of bucket {bucketName}'),
  DeleteBucketLifecycle: say('delete the lifecycle rules of bucket {bucketName}'),
  PutBucketReplication: all(
    say(
      'replicate bucket {bucketName} to {replicationConfiguration.rule.destination.bucket|replicationConfiguration.rules.destination.bucket}',
    ),
    exposureActs('bucket', 'bucketName', 'receive copies of'),
  ),
  DeleteBucketReplication: say('stop the replication of bucket {bucketName}'),
  PutBucketLogging: say('change the server access logging of bucket {bucketName}'),
  PutBucketEncryption: say('change the encryption of bucket {bucketName}'),
  DeleteBucketEncryption: say('remove the encryption of bucket {bucketName}'),
  PutBucketCors: say('change the cross-origin rules of bucket {bucketName}'),
  PutBucketWebsite: say('serve bucket {bucketName} as a web site'),
  PutBucketNotification: say('change the notifications of bucket {bucketName}'),
  PutBucketOwnershipControls: say('change the Object Ownership of bucket {bucketName}'),
  PutBucketObjectLockConfiguration: say('change the Object Lock of bucket {bucketName}'),
  CreateAccessPoint: say('create access point {name} of bucket {bucket|bucketName}'),
  PutAccessPointPolicy: all(
    say('replace the policy of access point {name}'),
    exposureActs('access point', 'name'),
  ),
  GetObject: say('read object {key} of bucket {bucketName}', { object: 'bucketName' }),
  PutObject: either(
    withCustomerKey,
    say('write object {key} to bucket {bucketName}', { object: 'bucketName' }),
  ),
  CopyObject: either(
    withCustomerKey,
    say('copy {x-amz-copy-source} to object {key} of bucket {bucketName}', {
      object: 'bucketName',
    }),
  ),
  DeleteObject: say('delete object {key} of bucket {bucketName}', { object: 'bucketName' }),
  DeleteObjects: say('delete many objects of bucket {bucketName}'),
  ListBucketVersions: say('list all versions of bucket {bucketName}'),
  ListBuckets: say('list all buckets'),
};
