import { RoleChain } from '#src/enrich/role-chain/schema.ts';
import type { ChainHop } from '#src/model/actor.ts';
import type { Alert } from '#src/model/alert.ts';
import { secondOf } from '../export/words.ts';
import { factOf, fewOf, gapOf, joined, risky, type Said, unknown } from './said.ts';

/** One identity on the way to the one that acted. */
export interface Hop {
  readonly name: string;
  readonly account: string;
  readonly how: string;
  /** When, from where, with which MFA, limits and marks. */
  readonly details: readonly string[];
  /** True where the way leads into another account than before. */
  readonly crosses: boolean;
}

export function hopsOf({ actor }: Pick<Alert, 'actor'>): readonly Hop[] {
  return actor.chain.map((hop, index) => {
    const before = actor.chain[index - 1]?.account;
    const crosses = before !== undefined && hop.account !== undefined && before !== hop.account;
    const { name, account = '', how } = hop;
    return { name, account, how, details: detailsOf(hop), crosses };
  });
}

function detailsOf(hop: ChainHop): readonly string[] {
  const { time, ip, region, mfa, sourceIdentity, externalId, sessionPolicy, durationSeconds } = hop;
  const details = [
    time === undefined ? '' : `${secondOf(time)} UTC`,
    joined([ip && `from ${ip}`, region && `in ${region}`], ' '),
    mfaText(mfa),
    durationSeconds === undefined ? '' : `for ${durationText(durationSeconds)}`,
    sessionPolicy === true ? 'narrowed by a session policy' : '',
    sourceIdentity === undefined ? '' : `source identity ${sourceIdentity}`,
    externalId === undefined ? '' : `external id ${externalId}`,
    (hop.seenBy?.length ?? 0) > 1 ? 'seen by both accounts' : '',
  ];
  return details.filter((detail) => detail !== '');
}

function mfaText(mfa: boolean | undefined): string {
  if (mfa === undefined) return '';
  return mfa ? 'with MFA' : 'without MFA';
}

function durationText(seconds: number): string {
  const hours = seconds / 3600;
  return hours >= 1 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(seconds / 60)} min`;
}

const mostTries = 3;

/** What is missing from the chain, and which roles were tried in vain. */
export function chainRemarks(alert: Alert): readonly Said[] {
  const { chainComplete, chainGap } = alert.actor;
  const tries = factOf(alert, 'role-chain', RoleChain)?.failedTries ?? [];
  const gap = gapOf(alert, 'role-chain', RoleChain);
  const tried = tries.map(({ role, error }) => `${role} (${error})`);
  return [
    ...(gap === undefined ? [] : [gap]),
    ...(chainGap === undefined ? [] : [unknown(`the chain breaks: ${chainGap}`)]),
    ...(chainComplete || chainGap !== undefined || gap !== undefined
      ? []
      : [unknown('the chain may begin earlier than it is shown')]),
    ...(tried.length === 0 ? [] : [risky(`tried in vain before: ${fewOf(tried, mostTries)}`)]),
  ];
}
