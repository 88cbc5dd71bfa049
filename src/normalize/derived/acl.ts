import { type Bag, bag, list, pick, pickText, texts } from '../untyped.ts';

const everyone = /groups\/global\/(?:AllUsers|AuthenticatedUsers)/;

/**
 * Access control lists of S3 in the three ways a request can hold one: a canned name, grant headers, a list of grants.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
export function bucketAcl(request: Bag): {
  readonly public: boolean;
  readonly accounts: readonly string[];
} {
  const canned = [...texts(request['x-amz-acl']), ...texts(pick(request, 'cannedACL'))];
  const isCanned = canned.some(
    (name) => name.startsWith('public-') || name === 'authenticated-read',
  );
  return {
    public:
      isCanned || headersOf(request).some((header) => everyone.test(header)) || hasGrant(request),
    accounts: [],
  };
}

function headersOf(request: Bag): readonly string[] {
  const lists = [request, bag(pick(request, 'accessControlList'))];
  return lists.flatMap((headers) =>
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase().startsWith('x-amz-grant-'))
      .flatMap(([, value]) => texts(value)),
  );
}

function hasGrant(request: Bag): boolean {
  const control = bag(pick(bag(pick(request, 'accessControlPolicy')), 'accessControlList'));
  return list(pick(control, 'grant', 'grants')).some((grant) =>
    everyone.test(pickText(bag(pick(bag(grant), 'grantee')), 'uRI', 'uri', 'URI')),
  );
}
