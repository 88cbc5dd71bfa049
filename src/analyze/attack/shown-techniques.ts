import { CredentialsElsewhere } from '#src/enrich/credentials-elsewhere/schema.ts';
import type { Subject } from '#src/enrich/enrichment.ts';
import { RoleChain } from '#src/enrich/role-chain/schema.ts';
import type { Facts } from '#src/enrich/run.ts';
import { Services } from '#src/enrich/services/schema.ts';
import { Suspicious } from '#src/enrich/suspicious/schema.ts';
import type { Config } from '#src/model/config.ts';
import { serviceOf } from '#src/normalize/action.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { bag } from '#src/normalize/untyped.ts';
import { strangeHands } from './strange-hands.ts';

/** A technique that no single call shows. */
export interface ShownTechnique {
  readonly id: string;
  readonly why: string;
}

/** What the facts show beside the rule and the calls: an identity in strange hands, a sweep, and whom a role now trusts. */
export function shownTechniques(
  subject: Subject,
  facts: Facts,
  config: Config,
  settings: DeriveSettings,
): readonly ShownTechnique[] {
  const strange = strangeHands(subject, facts, config);
  const shown: ShownTechnique[] = [];
  if (strange !== undefined) {
    shown.push({ id: 'T1078.004', why: strange });
    if (isOfInstance(facts))
      shown.push({ id: 'T1552.005', why: `credentials of an instance: ${strange}` });
    shown.push(...sweepTechniques(facts), ...bucketTechniques(subject, facts));
  }
  if (subject.records.some((record) => trustsOutside(record, settings)))
    shown.push({ id: 'T1199', why: 'a role now trusts somebody outside' });
  return shown;
}

function isOfInstance(facts: Facts): boolean {
  const elsewhere = CredentialsElsewhere.safeParse(facts['credentials-elsewhere']?.value).data;
  if (elsewhere !== undefined)
    return elsewhere.workload === 'instance' && elsewhere.verdict !== 'expected';
  const chain = RoleChain.safeParse(facts['role-chain']?.value).data?.chain ?? [];
  return chain.at(-2)?.principal === 'ec2.amazonaws.com';
}

const discoveryBy: ReadonlyMap<string, string> = new Map([
  ['iam', 'T1087.004'],
  ['s3', 'T1619'],
  ['ec2', 'T1580'],
  ['rds', 'T1580'],
]);

/** Many different List and Describe calls over many services are one look around the account. */
function sweepTechniques(facts: Facts): readonly ShownTechnique[] {
  const sweep = Suspicious.safeParse(facts['suspicious']?.value).data?.sweep;
  if (sweep === undefined) return [];
  const ids = sweep.services.map((service) => discoveryBy.get(serviceOf(service)) ?? 'T1526');
  const why = `the same session made ${sweep.distinctActions} different listing calls`;
  return [...new Set(ids)].map((id) => ({ id, why }));
}

const bucketLists: ReadonlySet<string> = new Set([
  's3.amazonaws.com:ListBuckets',
  's3.amazonaws.com:ListObjects',
  's3.amazonaws.com:ListObjectsV2',
]);

/** Who takes or destroys objects first looks for them. */
function bucketTechniques({ records }: Subject, facts: Facts): readonly ShownTechnique[] {
  const isAboutBuckets = records.some((record) => record['eventSource'] === 's3.amazonaws.com');
  const session = Services.safeParse(facts['services']?.value).data?.session;
  const listed = session?.actions.find(
    ({ action, events, failed }) => bucketLists.has(action) && events > failed,
  );
  if (!isAboutBuckets || listed === undefined) return [];
  return [{ id: 'T1619', why: 'the same session listed buckets or objects' }];
}

function trustsOutside(record: Subject['records'][number], settings: DeriveSettings): boolean {
  if (errorCodeOf(record) !== '') return false;
  const trust = bag(bag(deriveFields(record, settings)['cairn'])['trust']);
  const accounts = trust['externalAccounts'];
  return trust['public'] === true || (Array.isArray(accounts) && accounts.length > 0);
}
