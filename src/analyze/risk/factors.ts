import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Severity } from '#src/model/severity.ts';
import { isNamedBy } from '#src/normalize/actor/actor-class.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { type Bag, bag } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';
import { inputOf, type Reason, type RiskInput, when } from './factor.ts';

/** The rule's own word is where the judgement starts; what else is known moves it. */
const base: Readonly<Record<Severity, number>> = {
  informational: 4,
  low: 12,
  medium: 30,
  high: 50,
  critical: 80,
};

export function actionInput(file: CaseFile): RiskInput {
  const { alert, rule, evidence } = file;
  const failed = evidence.records.filter((record) => errorCodeOf(record) !== '').length;
  const allFailed = failed > 0 && failed === evidence.records.length;
  const steps = alert.story === undefined ? 0 : changingActs(file).length;
  return inputOf(
    'action',
    [
      {
        points: base[alert.severity],
        why: `the rule “${plain(rule.title, 120)}” is of severity ${alert.severity}`,
      },
      when(allFailed && alert.correlation === undefined, -15, 'no call succeeded'),
      when(steps > 1, Math.min(12, 4 * (steps - 1)), `one of ${steps} changes made in one go`),
      when(alert.correlation !== undefined, 5, 'several events together, not one'),
    ],
    'nothing about the action',
    alert.events.slice(0, 5),
  );
}

/** Several rules may have seen one call; only further calls that changed something make it worse. */
function changingActs({ acts }: CaseFile): readonly RawRecord[] {
  return acts.filter((record) => record['readOnly'] !== true && errorCodeOf(record) === '');
}

export function actorInput(file: CaseFile): RiskInput {
  const { alert, through, config } = file;
  const { actor } = alert;
  const isBreakGlass = config.identities.breakGlass.some((pattern) => isNamedBy(pattern, actor));
  return inputOf(
    'actor',
    [
      when(actor.kind === 'root', 14, 'the root user can do everything and should do nothing'),
      when(actor.kind === 'anonymous', 10, 'nobody signed in'),
      when(isBreakGlass, 8, 'an identity for emergencies'),
      when(isForeign(file), 10, 'an actor of an account that is not one of ours'),
      when(actor.class === 'aws-service', -22, 'an AWS service acted by itself'),
      when(actor.class === 'ci', -12, 'an automation that deploys'),
      when(actor.class === 'workload', 3, 'a workload, which seldom does what people do'),
      when(actor.class === 'ai-agent', 4, 'an AI agent acted with somebody’s rights'),
      when(
        through?.kind === 'offensive-tool',
        18,
        `the tool names itself ${plain(through?.tool ?? '', 40)}`,
      ),
      contradictionReason(file),
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

export function permissionsInput({ alert, acts, settings }: CaseFile): RiskInput {
  const succeeded = acts.filter((record) => errorCodeOf(record) === '');
  const derived = succeeded.map((record) => bag(deriveFields(record, settings)['cairn']));
  const any = (test: (cairn: Bag) => boolean) => derived.some(test);
  const ours = settings.ownAccounts.size === 0 ? 'its own' : 'ours';
  const isAdmin = any((cairn) => bag(cairn['policy'])['adminEquivalent'] === true);
  return inputOf(
    'permissions',
    [
      when(isAdmin, 16, 'it gives administrator rights'),
      when(
        !isAdmin && any((cairn) => holds(bag(cairn['policy'])['escalation'])),
        10,
        'it gives rights that lead to more rights',
      ),
      when(
        any((cairn) => bag(cairn['trust'])['public'] === true),
        18,
        'it lets anyone on AWS assume a role',
      ),
      when(
        any((cairn) => holds(bag(cairn['trust'])['externalAccounts'])),
        12,
        `it lets an account that is not ${ours} assume a role`,
      ),
      when(
        any((cairn) => bag(cairn['exposure'])['public'] === true),
        14,
        'it opens a resource to everyone',
      ),
      when(
        any((cairn) => holds(bag(cairn['exposure'])['externalAccounts'])),
        12,
        `it gives an account that is not ${ours} access`,
      ),
      when(
        any((cairn) => bag(cairn['network'])['sensitivePort'] === true),
        8,
        'it opens a sensitive port to the world',
      ),
      when(
        any((cairn) => cairn['self'] === true && isAdmin),
        6,
        'the actor gave them to itself',
      ),
    ],
    'no rights were given or widened, as far as the events show',
    alert.events.slice(0, 5),
  );
}

function holds(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

export function timeInput({ alert, window }: CaseFile): RiskInput {
  const at = `${alert.firstSeen.slice(11, 16)} UTC`;
  return inputOf(
    'time',
    [
      when(
        window?.inside === true,
        -12,
        `inside the maintenance window ${window?.name ?? ''}`.trim(),
      ),
      when(
        window?.inside === false,
        5,
        `outside the maintenance window ${window?.name ?? ''}`.trim(),
      ),
    ],
    `${at}; no maintenance window is configured for this account`,
    alert.events.slice(0, 1),
  );
}
