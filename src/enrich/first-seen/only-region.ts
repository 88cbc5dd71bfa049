/**
 * Services with one endpoint for all regions of the partition, which logs its calls in this region: it is no choice of the
 * caller. https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints
 */
const onlyRegion = 'us-east-1';
const servicesThere: ReadonlySet<string> = new Set([
  'account.amazonaws.com',
  'billing.amazonaws.com',
  'budgets.amazonaws.com',
  'ce.amazonaws.com',
  'cloudfront.amazonaws.com',
  'iam.amazonaws.com',
  'organizations.amazonaws.com',
  'route53.amazonaws.com',
  'route53domains.amazonaws.com',
  'shield.amazonaws.com',
  'support.amazonaws.com',
]);

export function isOnlyRegion(eventSource: string, region: string): boolean {
  return region === onlyRegion && servicesThere.has(eventSource);
}
