const arn = /arn:aws[\w-]*:([\w-]*):[\w-]*:(\d*):([^\s,;)]+)/g;

/** ARNs as a person would say them: the name, and the account where it is another one than the alert's. */
export function shortArns(sentence: string, account: string): string {
  return sentence.replaceAll(arn, (_, service: string, owner: string, resource: string) => {
    if (resource === 'root') return `account ${owner}`;
    const name = nameOf(service, resource.replace(/:\*$/, ''));
    return owner === '' || owner === account ? name : `${name} of account ${owner}`;
  });
}

/** `role/path/name`, `secret:name`, `function:name:version`; a bucket's ARN is its name. */
function nameOf(service: string, resource: string): string {
  if (service === 's3') return resource;
  if (resource.startsWith('assumed-role/')) return resource.slice('assumed-role/'.length);
  const typed = /^[a-z-]+:(.+)$/.exec(resource)?.[1];
  if (typed !== undefined) return service === 'lambda' ? (typed.split(':')[0] ?? typed) : typed;
  return resource.slice(resource.lastIndexOf('/') + 1);
}
