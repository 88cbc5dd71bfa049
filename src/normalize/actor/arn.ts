/** Account of an ARN, '' where it has none. `arn:partition:service:region:account:resource` */
export function accountInArn(arn: string): string {
  let colon = arn.startsWith('arn:') ? 3 : -1;
  for (let field = 0; field < 3 && colon !== -1; field += 1) colon = arn.indexOf(':', colon + 1);
  const account = colon === -1 ? '' : arn.slice(colon + 1, colon + 13);
  return isAccountId(account) ? account : '';
}

/** Account of a principal as policies name it, by its id or its ARN; '' for one that has none. */
export function accountOfPrincipal(principal: string): string {
  return isAccountId(principal) ? principal : accountInArn(principal);
}

export function isAccountId(value: string): boolean {
  if (value.length !== 12) return false;
  for (let index = 0; index < 12; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** What follows the last slash: the name of a user or role without its path, or of a session. */
export function lastSegment(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * A role or user ARN without its path. Names are unique in an account whatever the path, and a session ARN does not hold
 * the path, so this is the one form that can be had from every record.
 */
export function withoutPath(arn: string): string {
  const first = arn.indexOf('/');
  const last = arn.lastIndexOf('/');
  return first === last ? arn : arn.slice(0, first + 1) + arn.slice(last + 1);
}

/** `arn:aws:sts::111122223333:assumed-role/Role/session` → `arn:aws:iam::111122223333:role/Role`; undefined for other ARNs. */
export function roleOfSession(arn: string): string | undefined {
  const at = arn.indexOf(':assumed-role/');
  const service = arn.indexOf(':sts:');
  if (at === -1 || service === -1 || service > at) return undefined;
  const from = at + ':assumed-role/'.length;
  const end = arn.indexOf('/', from);
  const role = end === -1 ? arn.slice(from) : arn.slice(from, end);
  return `${arn.slice(0, service)}:iam:${arn.slice(service + 5, at)}:role/${role}`;
}
