import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOf } from '#src/normalize/actor/actor-key.ts';
import { accountInArn, isAccountId } from '#src/normalize/actor/arn.ts';
import { resourceClassOf } from '#src/normalize/resource-class.ts';
import { resourcesOf } from '#src/normalize/resources.ts';
import { text } from '#src/normalize/untyped.ts';

/** Something that the alert's events name. */
export interface Touched {
  readonly resource: string;
  readonly name: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
}

/** Ids that tell what they are of. */
const types: readonly (readonly [RegExp, string])[] = [
  [/^i-[0-9a-f]{8,17}$/, 'ec2:instance'],
  [/^ami-[0-9a-f]+$/, 'ec2:image'],
  [/^snap-[0-9a-f]+$/, 'ec2:snapshot'],
  [/^vol-[0-9a-f]+$/, 'ec2:volume'],
  [/^sg-[0-9a-f]+$/, 'ec2:security-group'],
  [/^sgr-[0-9a-f]+$/, 'ec2:security-group-rule'],
  [/^subnet-[0-9a-f]+$/, 'ec2:subnet'],
  [/^vpc-[0-9a-f]+$/, 'ec2:vpc'],
  [/^eni-[0-9a-f]+$/, 'ec2:network-interface'],
  [/^rtb-[0-9a-f]+$/, 'ec2:route-table'],
  [/^AKIA[A-Z2-7]{16}$/, 'iam:access-key'],
];

/** Each once, in the order of the records; a bare name beside an ARN that ends with it says nothing more. */
export function touchedBy(records: readonly RawRecord[]): readonly Touched[] {
  const found = new Map<string, Touched>();
  for (const record of records)
    for (const resource of resourcesOf(record))
      if (!found.has(resource) && !isNobodys(resource))
        found.set(resource, touched(resource, record));
  const all = [...found.values()];
  const named = new Set(all.filter(({ resource }) => isArn(resource)).map(({ name }) => name));
  return all.filter(({ resource }) => isArn(resource) || !named.has(resource));
}

/** Sessions and their keys come and go: nobody owns them, and nobody used them before. Accounts are no resources. */
function isNobodys(resource: string): boolean {
  if (isAccountId(resource)) return true;
  return /^ASIA[A-Z2-7]{16}$|^ARO[A-Z0-9]+:|^arn:aws[a-z-]*:sts:[^:]*:\d*:(?:assumed-role|federated-user)\//.test(
    resource,
  );
}

function touched(resource: string, record: RawRecord): Touched {
  if (!isArn(resource))
    return {
      resource,
      name: resource,
      type: types.find(([pattern]) => pattern.test(resource))?.[1] ?? resourceClassOf(record),
      account: accountOf(record),
      region: text(record['awsRegion']),
    };
  const [, , service = '', region = ''] = resource.split(':', 4);
  return {
    resource,
    name: nameInArn(resource),
    type: typeOfArn(service, resource),
    account: isOfAws(resource) ? ofAws : accountInArn(resource) || accountOf(record),
    region,
  };
}

/** What AWS itself owns, such as its managed policies and models: nobody's account, and nobody's labels. */
export const ofAws = 'aws';

function isOfAws(arn: string): boolean {
  return /^arn:aws[a-z-]*:(?:iam::aws:|bedrock:[^:]*::foundation-model\/)/.test(arn);
}

function isArn(resource: string): boolean {
  return resource.startsWith('arn:');
}

/** `arn:partition:service:region:account:` and then a name, or a type and a name. */
function restOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

function nameInArn(arn: string): string {
  const rest = restOf(arn);
  if (arn.startsWith('arn:aws:s3:')) return rest;
  return rest.slice(Math.max(rest.lastIndexOf('/'), rest.lastIndexOf(':')) + 1) || rest;
}

function typeOfArn(service: string, arn: string): string {
  const rest = restOf(arn);
  if (service === 's3') return rest.includes('/') ? 's3:object' : 's3:bucket';
  const type = /^[a-z][A-Za-z-]*(?=[:/])/.exec(rest)?.[0];
  if (type !== undefined) return `${service}:${type}`;
  return { sns: 'sns:topic', sqs: 'sqs:queue' }[service] ?? service;
}

/** Bucket of an S3 ARN, '' for anything else. */
export function bucketOf(resource: string): string {
  const match = /^arn:aws[a-z-]*:s3:::([^/*]+)/.exec(resource);
  return match?.[1] ?? '';
}
