import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOf } from '#src/normalize/actor/actor-key.ts';
import { withoutPath } from '#src/normalize/actor/arn.ts';
import { resourcesOf } from '#src/normalize/resources.ts';
import { bag, text } from '#src/normalize/untyped.ts';

/** AWS's own resources, places that everybody works in, and roles that everybody comes through. */
const shared =
  /^arn:aws[\w-]*:(?:[\w-]*:[\w-]*:aws:|sts:|bedrock:[\w-]*:|ssm:[\w-]*:)|:root$|\*|\/aws-service-role\/|\/AWSReservedSSO_|:(?:vpc|subnet|route-table|network-acl)\//;
const arn = /^arn:aws[\w-]*:[\w-]+:[\w-]*:\d*:\S+$/;
/** Ids that AWS makes up: i-0123456789abcdef0, snap-…, sg-…; the number behind the dash is never given twice. */
const generatedId = /^(?!vpc-|subnet-|rtb-|acl-|igw-)[a-z]{1,12}-[0-9a-f]{8}(?:[0-9a-f]{9})?$/;

/**
 * Resources that mean one thing in the whole world, so that two alerts that name one speak of the same thing. A bare name
 * (`default`, `admin`) is in every account; of these only names of buckets, users and roles can be told apart.
 */
export function specificResourcesOf(record: RawRecord): readonly string[] {
  const named = resourcesOf(record).flatMap((name) => specific(name) ?? []);
  return [...new Set([...bucketOf(record), ...identityOf(record), ...named])];
}

function specific(name: string): string | undefined {
  if (generatedId.test(name)) return name;
  if (!arn.test(name) || shared.test(name)) return undefined;
  if (/^arn:aws[\w-]*:s3:::/.test(name)) return name.split('/', 1)[0];
  return /:iam::/.test(name) ? withoutPath(name) : name;
}

function bucketOf(record: RawRecord): readonly string[] {
  if (record['eventSource'] !== 's3.amazonaws.com') return [];
  const bucket = text(bag(record['requestParameters'])['bucketName']);
  return bucket === '' ? [] : [`arn:aws:s3:::${bucket}`];
}

function identityOf(record: RawRecord): readonly string[] {
  if (record['eventSource'] !== 'iam.amazonaws.com') return [];
  const { userName, roleName } = bag(record['requestParameters']);
  const named = [
    ['user', text(userName)],
    ['role', text(roleName)],
  ] as const;
  return named.flatMap(([kind, name]) => {
    const isShared =
      name === '' || name.startsWith('AWSReservedSSO_') || name.startsWith('AWSServiceRole');
    return isShared ? [] : [`arn:aws:iam::${accountOf(record)}:${kind}/${name}`];
  });
}
