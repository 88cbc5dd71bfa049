import type { RawRecord } from '#src/model/cloud-event.ts';
import { roleArnOf, sessionNameOf } from '#src/normalize/actor/actor-key.ts';
import { clean } from '#src/normalize/derived/changes/words.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { Assumption } from '../history.ts';
import type { CredentialsElsewhere } from './schema.ts';

type WorkloadKind = CredentialsElsewhere['workload'];

/** A machine that was given credentials, as far as a record says. */
export interface Workload {
  readonly kind: WorkloadKind;
  readonly session: string;
  readonly sessionArn: string;
  readonly role: string;
  readonly imds?: '1.0' | '2.0';
}

/** undefined when the record is not a role session's, or is one of a person or a service. */
export function workloadOf(record: RawRecord): Workload | undefined {
  const identity = bag(record['userIdentity']);
  const session = sessionNameOf(identity);
  const role = roleArnOf(identity);
  if (identity['type'] !== 'AssumedRole' || session === '' || role === '') return undefined;
  if (text(identity['invokedBy']) !== '') return undefined;
  const context = bag(identity['sessionContext']);
  const delivery = text(context['ec2RoleDelivery']);
  const imds = delivery === '1.0' || delivery === '2.0' ? { imds: delivery } : {};
  const kind = kindOf(session, delivery, text(record['userAgent']));
  const sessionArn = text(identity['arn']);
  return { kind, session: clean(session), sessionArn, role, ...(imds as { imds?: '1.0' | '2.0' }) };
}

/**
 * Instances name their sessions after themselves, and CloudTrail says how the credentials were delivered; what runs a
 * function or a container says so in the user agent, unless somebody else uses the credentials.
 */
function kindOf(session: string, delivery: string, userAgent: string): WorkloadKind {
  if (/^i-[0-9a-f]{8,17}$/.test(session) || delivery !== '') return 'instance';
  const runtime = /exec-env\/(AWS_Lambda_|AWS_ECS_|AWS_EKS)/i.exec(userAgent.slice(0, 512))?.[1];
  if (runtime !== undefined) return /lambda/i.test(runtime) ? 'function' : 'container';
  const isTask = /^[0-9a-f]{32}$/.test(session) || session.startsWith('eks-');
  return isTask ? 'container' : 'unknown';
}

const takers: ReadonlyMap<string, WorkloadKind> = new Map([
  ['ec2.amazonaws.com', 'instance'],
  ['lambda.amazonaws.com', 'function'],
  ['ecs-tasks.amazonaws.com', 'container'],
  ['pods.eks.amazonaws.com', 'container'],
]);

/** Which service took the credentials for a machine; undefined when none did. */
export function takenFor(
  assumptions: readonly Assumption[],
): { readonly kind: WorkloadKind; readonly eventId: string } | undefined {
  for (const { callerActor, callerArn, eventId } of assumptions) {
    const kind = takers.get(callerActor) ?? takers.get(callerArn);
    if (kind !== undefined) return { kind, eventId };
  }
  return undefined;
}
