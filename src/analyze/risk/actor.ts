import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';
import { isEmergencyIdentity, isKnownAutomation, provenClassOf } from '../proven-actor.ts';
import { inputOf, type Reason, type RiskInput, when } from './factor.ts';

const longIdleDays = 60;

export function actorInput(file: CaseFile): RiskInput {
  const { alert, through } = file;
  const { actor } = alert;
  const isBreakGlass = isEmergencyIdentity(file);
  const isAutomation = isKnownAutomation(file);
  return inputOf(
    'actor',
    [
      when(actor.kind === 'root', 14, 'the root user can do everything and should do nothing'),
      when(actor.kind === 'anonymous', 10, 'nobody signed in'),
      when(isBreakGlass, 8, 'an identity for emergencies'),
      when(isForeign(file), 10, 'an actor of an account that is not one of ours'),
      when(provenClassOf(file) === 'aws-service', -22, 'an AWS service acted by itself'),
      when(isAutomation, -12, 'an automation that deploys'),
      when(
        provenClassOf(file) === 'ci' && !isAutomation,
        -4,
        'a session that is named like an automation',
      ),
      when(actor.class === 'workload', 3, 'a workload, which seldom does what people do'),
      when(actor.class === 'ai-agent', 4, 'an AI agent acted with somebody’s rights'),
      when(
        through?.kind === 'offensive-tool',
        18,
        `the tool names itself ${plain(through?.tool ?? '', 40)}`,
      ),
      contradictionReason(file),
      ...credentialReasons(file),
    ],
    `${actor.kind} of class ${actor.class}, nothing special`,
    alert.events.slice(0, 1),
  );
}

/** Without a list of one's own accounts nobody can be called foreign. */
function isForeign({ alert, settings }: CaseFile): boolean {
  const { account, crossAccount } = alert.actor;
  if (settings.ownAccounts.size === 0) return false;
  return crossAccount && account !== undefined && !settings.ownAccounts.has(account);
}

function contradictionReason({ through }: CaseFile): Reason | undefined {
  if (through?.contradiction === undefined) return undefined;
  return {
    points: 8,
    why: `the user agent contradicts itself: ${plain(through.contradiction, 160)}`,
  };
}

function credentialReasons(file: CaseFile): readonly (Reason | undefined)[] {
  const { credentials, alert } = file;
  if (credentials === undefined) return [];
  const { use, keyCreated, atOnce, made } = credentials;
  const evidence = alert.facts['credentials']?.evidence ?? [];
  const isFresh = keyCreated !== undefined && keyCreated.ageDays < 1;
  const byOther = keyCreated !== undefined && keyCreated.by !== alert.actor.key;
  const idle = Math.round(use.idleDays ?? 0);
  const usedElsewhere = made.find(({ firstUse }) => firstUse?.fromElsewhere === true);
  return [
    when(
      atOnce !== undefined,
      8,
      `${atOnce?.networks.length ?? 0} networks used the credential within one hour`,
      evidence,
    ),
    when(isFresh && byOther, 6, 'somebody else made this key less than a day before', evidence),
    when(isFresh && !byOther, 3, 'the key is less than a day old', evidence),
    when(idle >= longIdleDays, 4, `the credential was silent for ${idle} days before`, evidence),
    when(
      credentials.fromConsole && credentials.mfa === false && !isFailedSignIn(file),
      4,
      'a console session without a second factor',
      evidence,
    ),
    when(credentials.mfa === true, -3, 'the session was begun with a second factor', evidence),
    when(
      usedElsewhere !== undefined,
      10,
      `what was made here (${usedElsewhere?.what ?? ''}) was then used from another address`,
      usedElsewhere === undefined
        ? evidence
        : [usedElsewhere.eventId, usedElsewhere.firstUse?.eventId ?? ''].filter(Boolean),
    ),
  ];
}

/** A sign-in that failed says that no second factor was used, and began no session. */
function isFailedSignIn({ evidence }: CaseFile): boolean {
  const { records } = evidence;
  const isFailed = records.every(
    (record) => record['eventSource'] === 'signin.amazonaws.com' && errorCodeOf(record) !== '',
  );
  return records.length > 0 && isFailed;
}
