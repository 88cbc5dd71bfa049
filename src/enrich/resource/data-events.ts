import type { Subject } from '../enrichment.ts';
import type { Tally, TallyQuestion } from '../history.ts';
import { dayAround, monthBefore } from '../surroundings.ts';
import type { Resource } from './schema.ts';
import { bucketOf, type Touched } from './touched.ts';

/**
 * Calls that a trail records only when it was told to record data events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
const dataActions: Readonly<Record<string, RegExp>> = {
  's3.amazonaws.com':
    /:(?:(?:Get|Put|Head|Delete|Copy|Restore)Object(?:Acl|Tagging|Attributes)?|DeleteObjects|SelectObjectContent|UploadPart|CompleteMultipartUpload)$/,
  'dynamodb.amazonaws.com':
    /:(?:(?:Batch)?GetItem|PutItem|UpdateItem|DeleteItem|BatchWriteItem|Query|Scan|Execute\w+)$/,
  'lambda.amazonaws.com': /:Invoke\w*$/,
};

const mostBuckets = 3;

export interface DataQuestion {
  readonly service: string;
  readonly resource?: string;
  readonly question: TallyQuestion;
}

/** S3 always, for objects are what is stolen most; others when the alert is about them. */
export function dataQuestions(
  subject: Subject,
  touched: readonly Touched[],
): readonly DataQuestion[] {
  const window = { from: monthBefore(subject).from, to: dayAround(subject).to };
  const further = { ...window, by: ['action'], limit: 200, withoutEvent: true } as const;
  const services = Object.keys(dataActions).filter(
    (service) =>
      service === 's3.amazonaws.com' ||
      touched.some(({ type }) => service.startsWith(`${type.split(':', 1)[0]}.`)),
  );
  const buckets = [...new Set(touched.map(bucketNamed).filter((name) => name !== ''))];
  return [
    ...services.map((service) => ({
      service,
      question: { where: { account: subject.account, service }, ...further },
    })),
    ...buckets.slice(0, mostBuckets).map((resource) => ({
      service: 's3.amazonaws.com',
      resource,
      question: { where: { service: 's3.amazonaws.com', resource }, ...further },
    })),
  ];
}

function bucketNamed({ resource, type, name }: Touched): string {
  return bucketOf(resource) || (type === 's3:bucket' ? name : '');
}

export function dataEventsOf(
  questions: readonly DataQuestion[],
  answers: readonly (readonly Tally[])[],
): Resource['dataEvents'] {
  return questions.map(({ service, resource }, index) => ({
    service,
    ...(resource === undefined ? {} : { resource }),
    seen: (answers[index] ?? []).some(({ values }) => dataActions[service]?.test(values[0] ?? '')),
  }));
}

/** What not having seen any means, in a sentence. */
export function noteOf(found: Resource['dataEvents']): string | undefined {
  const unseen = found.filter(({ seen }) => !seen);
  if (unseen.length === 0) return undefined;
  const account = unseen.filter(({ resource }) => resource === undefined);
  const names = account.map(({ service }) => service.split('.', 1)[0]);
  if (names.length > 0)
    return `data events seem to be off: no object-level events of ${names.join(', ')} in this account in 30 days, so reads of data would not be seen`;
  const buckets = unseen.map(({ resource }) => resource);
  return `data events seem to be off for ${buckets.length === 1 ? 'the bucket' : 'these buckets'}: no object-level events in 30 days, so reads of objects would not be seen`;
}
