import type { ActorClass, ActorKind } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { globMatches } from '../policy/glob.ts';
import { bag, text } from '../untyped.ts';
import { interfaceOf } from '../user-agent/interface.ts';
import { personOf, roleArnOf, sessionNameOf } from './actor-key.ts';
import { lastSegment } from './arn.ts';

/** Identities that the person who runs Cairn knows: names, ARNs or patterns with `*`. */
export interface IdentitySettings {
  readonly ci?: readonly string[];
}

interface Named {
  readonly kind: ActorKind;
  readonly key: string;
  readonly name: string;
}

/** Human, machine or agent. Settings decide first, then what the record proves, then what names suggest. */
export function classOf(record: RawRecord, actor: Named, settings: IdentitySettings): ActorClass {
  if ((settings.ci ?? []).some((pattern) => isNamedBy(pattern, actor))) return 'ci';
  if (actor.kind === 'aws-service' || actor.kind === 'service-linked') return 'aws-service';
  const claim = interfaceOf(record);
  if (claim.kind === 'ai-agent') return 'ai-agent';
  if (humanKinds.has(actor.kind)) return 'human';
  if (isContinuousIntegration(record)) return 'ci';
  if (isWorkload(record, claim.kind)) return 'workload';
  if (actor.kind === 'oidc') return 'workload';
  return isHuman(record, claim.kind) ? 'human' : 'unknown';
}

const humanKinds: ReadonlySet<ActorKind> = new Set(['sso', 'saml', 'root']);

/** Whether a pattern of the settings means this actor: its name, its key, or the key's user or role name. */
export function isNamedBy(pattern: string, { key, name }: Pick<Named, 'key' | 'name'>): boolean {
  const principal = key.split('#', 1)[0] ?? key;
  const short = lastSegment(principal);
  return [name, key, principal, short].some((known) => globMatches(pattern, known));
}

const ciSessions =
  /^(?:github-?actions?|gitlab|circleci|jenkins|buildkite|bitbucket|azure-?devops|terraform-run-|run-[A-Za-z0-9]{16}|AWSCodeBuild-|codebuild)/i;
const ciProviders =
  /token\.actions\.githubusercontent\.com|gitlab|circleci|buildkite|app\.terraform\.io|bitbucket/i;

function isContinuousIntegration(record: RawRecord): boolean {
  const identity = bag(record['userIdentity']);
  const web = bag(bag(identity['sessionContext'])['webIdFederationData']);
  const provider = text(web['federatedProvider']) || text(identity['identityProvider']);
  if (ciProviders.test(provider) || text(identity['userName']).startsWith('repo:')) return true;
  return ciSessions.test(sessionNameOf(identity));
}

const workloadSessions =
  /^(?:i-[0-9a-f]{8,17}$|eks-|[0-9a-f]{32}$|ecs-|CloudWatch|AutoScaling|StepFunctions|ConfigResourceCompositionSession)/i;

/** Names that SDKs give to sessions when nobody else does, for programs and for people at a command line alike. */
const unnamedSessions =
  /^(?:botocore-session-\d|aws-go-sdk-\d|aws-sdk-(?:java|js|net)|AssumeRoleSession\d*$)/i;

/** Instances, containers and functions name their sessions after themselves. */
function isWorkload(record: RawRecord, interfaceKind: string): boolean {
  const identity = bag(record['userIdentity']);
  const role = roleArnOf(identity);
  if (role === '') return false;
  const session = sessionNameOf(identity);
  if (workloadSessions.test(session) || isLambdaSession(record, session)) return true;
  if (unnamedSessions.test(session) && interfaceKind !== 'cli') return true;
  const delivery = text(bag(identity['sessionContext'])['ec2RoleDelivery']);
  return delivery !== '' || text(identity['invokedBy']) !== '';
}

/** The session of a function is named after it, which its user agent's `exec-env/AWS_Lambda_…` confirms. */
function isLambdaSession(record: RawRecord, session: string): boolean {
  const agent = text(record['userAgent']);
  return session !== '' && /exec-env\/(?:AWS_Lambda_|AWS_ECS_|AWS_EKS)/i.test(agent.slice(0, 512));
}

function isHuman(record: RawRecord, interfaceKind: string): boolean {
  const identity = bag(record['userIdentity']);
  if (personOf(identity) !== '' || record['eventName'] === 'ConsoleLogin') return true;
  const attributes = bag(bag(identity['sessionContext'])['attributes']);
  const mfa = attributes['mfaAuthenticated'];
  return mfa === 'true' || mfa === true || humanInterfaces.has(interfaceKind);
}

const humanInterfaces: ReadonlySet<string> = new Set(['console', 'cloudshell', 'browser']);
