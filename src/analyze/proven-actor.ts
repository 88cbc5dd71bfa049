import type { ActorClass } from '#src/model/actor.ts';
import { isNamedBy } from '#src/normalize/actor/actor-class.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { CaseFile } from './case-file.ts';

/**
 * Whether AWS knows that it is this actor: somebody who fails to sign in can write any name there, that of a trusted
 * automation as well.
 */
export function isProvenActor({ alert, evidence }: Pick<CaseFile, 'alert' | 'evidence'>): boolean {
  const { records } = evidence;
  // No name in AWS holds an ARN; what looks so was typed into a sign-in form.
  if (/arn:.*arn:/.test(alert.actor.key)) return false;
  if (records.length === 0) return true;
  return records.some((record) => {
    const identity = bag(record['userIdentity']);
    const isSignIn = text(record['eventSource']) === 'signin.amazonaws.com';
    return !isSignIn || errorCodeOf(record) === '' || text(identity['accessKeyId']) !== '';
  });
}

/** What sort of actor it is, as far as that can be believed: no program signs in to the console, whatever its name. */
export function provenClassOf(file: Pick<CaseFile, 'alert' | 'evidence'>): ActorClass {
  if (!isProvenActor(file)) return 'unknown';
  const signsIn = file.evidence.records.some((record) => record['eventName'] === 'ConsoleLogin');
  return signsIn ? 'human' : file.alert.actor.class;
}

/**
 * Whether one of these patterns of the configuration means the actor. Whoever may take a role chooses its session's name,
 * so that of a role counts only by its ARN and its own name.
 */
export function isNamedIdentity(patterns: readonly string[], file: CaseFile): boolean {
  const { key, name, kind } = file.alert.actor;
  if (!isProvenActor(file)) return false;
  const identity = { key, name: kind === 'role' || kind === 'unknown' ? '' : name };
  return patterns.some((pattern) => isNamedBy(pattern, identity));
}

/** An automation that somebody configured, or that came in by a token of its own; not one by the name of its session. */
export function isKnownAutomation(file: CaseFile): boolean {
  const { alert, config } = file;
  if (provenClassOf(file) !== 'ci') return false;
  const byToken = alert.actor.chain.some(({ how }) => how === 'AssumeRoleWithWebIdentity');
  return byToken || alert.actor.kind === 'oidc' || isNamedIdentity(config.identities.ci, file);
}

/** Named by the configuration as one for emergencies. A claim is enough: it makes an alert graver, not milder. */
export function isEmergencyIdentity({ alert, config }: CaseFile): boolean {
  return config.identities.breakGlass.some((pattern) => isNamedBy(pattern, alert.actor));
}
