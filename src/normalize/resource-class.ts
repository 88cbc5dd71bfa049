import type { RawRecord } from '#src/model/cloud-event.ts';
import { plainEventName } from './event-name.ts';
import { exceptions } from './resource-exceptions.ts';
import { nouns, services } from './resource-nouns.ts';
import { text } from './untyped.ts';

const verbs =
  /^(?:Batch)?(?:AcceptAccess|Accept|Add|Allocate|Assign|Associate|Attach|Authorize|Cancel|Change|Complete|Copy|Create|Deactivate|Delete|Deregister|Describe|Detach|Disable|Disassociate|Download|Enable|Execute|Export|Generate|Get|Head|Import|Initiate|Invite|Invoke|List|Modify|Move|Post|Publish|Purchase|Put|Reboot|Register|Reject|Release|Remove|Replace|Reset|Restore|Revoke|Rotate|Run|Search|Select|Send|Set|Share|Start|Stop|Subscribe|Tag|Terminate|Test|Unassign|Unsubscribe|Untag|Update|Upload|Verify)(?=[A-Z])/;

const known = new Map<string, Map<string, string>>();
const mostKnown = 20_000;
let remembered = 0;

/**
 * What kind of thing the event is about, such as `iam:user` or `s3:bucket`. Detections are grouped by it, so the name is
 * the resource's, not the call's: PutBucketPolicy and DeleteBucketPolicy are both about a bucket. Never empty.
 */
export function resourceClassOf(record: RawRecord): string {
  const source = text(record['eventSource']);
  const name = text(record['eventName']);
  const found = known.get(source)?.get(name);
  if (found !== undefined) return found;
  const resourceClass = classify(source, plainEventName(name));
  remember(source, name, resourceClass);
  return resourceClass;
}

/** Names come from the input: the memory is bounded so that invented ones cannot fill it. */
function remember(source: string, name: string, resourceClass: string): void {
  if (remembered >= mostKnown || source.length + name.length > 256) return;
  remembered += 1;
  const ofSource = known.get(source) ?? new Map<string, string>();
  known.set(source, ofSource.set(name, resourceClass));
}

function classify(source: string, name: string): string {
  const exception = exceptions.get(name);
  if (exception !== undefined) return exception;
  const service = serviceOf(source);
  const rows = nouns.get(service) ?? [];
  const noun = rows.find(([word]) => name.includes(word))?.[1] ?? plainNoun(name);
  return `${service}:${noun}`;
}

function serviceOf(source: string): string {
  const end = source.indexOf('.amazonaws.com');
  const short = (end === -1 ? source : source.slice(0, end)).slice(0, 64);
  return services.get(short) ?? (short === '' ? 'unknown' : short);
}

/** `ListHostedZonesByName` → `hosted-zone`. */
function plainNoun(name: string): string {
  const noun = name
    .slice(0, 128)
    .replace(verbs, '')
    .replace(/(?:By[A-Z]\w*|V\d+)$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '');
  const words = noun.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-');
  return words === '' ? 'unknown' : words.toLowerCase();
}
