import { counted } from '#src/model/plural.ts';
import type { Tactic } from '../attack/attack.ts';
import type { CaseFile } from '../case-file.ts';
import {
  besideSentences,
  caseSentence,
  costSentence,
  credentialSentences,
  effectSentences,
  logSentences,
  networkSentences,
} from './findings.ts';
import { plain } from './plain.ts';
import { unknownSentences } from './unknowns.ts';

/** What usually follows a tactic in an AWS account, and where one would see it. */
const following: Readonly<Record<Tactic, readonly [next: string, hunt: string]>> = {
  'initial-access': [
    'Whoever got in will look around (GetCallerIdentity, List and Describe calls) and try to make the access last',
    'the first calls of the same access key, and sign-ins from the same address to other accounts',
  ],
  execution: [
    'Code that runs with a role can use all that the role may do, and hand its credentials out',
    'calls of the role that the function, instance or command runs as, from addresses outside AWS',
  ],
  persistence: [
    'The new way in is usually tried within minutes, then kept for later',
    'the first use of the new user, key, password or trust, above all from another address',
  ],
  'privilege-escalation': [
    'With the new rights the actor can read data, make further identities and switch off logging',
    'calls that the actor was refused before and that now succeed',
  ],
  stealth: [
    'Somebody who hides usually has more to do',
    'calls by the same session under other names, regions or services',
  ],
  'defense-impairment': [
    'What follows a weakened log or guard is often the real aim: data taken, or resources destroyed',
    'gaps in the log, other guards that were changed, and all calls of this actor since',
  ],
  'credential-access': [
    'Secrets and tokens that were read will be used elsewhere, in places that this trail does not show',
    'use of what the secret opens (databases, other accounts), and sign-ins from unknown addresses',
  ],
  discovery: [
    'Looking around is followed by attempts on what was found: roles, buckets, secrets',
    'refused calls of the same actor, AssumeRole tries, and reads of secrets or objects',
  ],
  'lateral-movement': [
    'From the new place the actor starts again: look around, gather credentials, move on',
    'calls of the role or instance that was reached, and further hops from it',
  ],
  collection: [
    'What was gathered will be taken out: shared snapshots, copies to other accounts, downloads',
    'sharing calls, replication rules, and unusual volumes of reads',
  ],
  'command-and-control': [
    'Orders will come and be carried out',
    'outgoing connections of the same host',
  ],
  exfiltration: [
    'Once the data is out, destruction and a demand for money may follow',
    'who the data was shared with, and deletions by the same actor',
  ],
  impact: [
    'More of the same may be under way in other regions and accounts',
    'deletions, stopped services and new resources in every region, and backups that were touched',
  ],
};

/** What it means, what likely comes next and what to look for, then what could not be known. */
export function narrativeOf(file: CaseFile): string {
  const tactic = file.alert.techniques[0]?.tactic;
  const sentences = [
    storySentence(file),
    ...effectSentences(file),
    costSentence(file),
    ...credentialSentences(file),
    ...networkSentences(file),
    ...nextSentences(tactic),
    sessionSentence(file),
    ...besideSentences(file),
    caseSentence(file),
    chainSentence(file),
    ...logSentences(file),
    historySentence(file),
    ...unknownSentences(file),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function nextSentences(tactic: string | undefined): readonly string[] {
  const known = Object.entries(following).find(([name]) => name === tactic)?.[1];
  if (known === undefined)
    return ['Hunt for: other calls of the same actor and access key around this time.'];
  return [`${known[0]}.`, `Hunt for: ${known[1]}.`];
}

function storySentence({ alert }: CaseFile): string {
  if (alert.story === undefined) return '';
  const others = alert.story.alerts.length - 1;
  return `It belongs to one act with ${counted(others, 'other alert')}: ${alert.story.text}`;
}

function sessionSentence({ session }: CaseFile): string {
  if (session === undefined || session.events.length < 2) return '';
  const { reads, writes, failed } = session;
  const more = session.more ? 'at least ' : '';
  const calls = `${more}${counted(reads, 'read')} and ${counted(writes, 'other call')}`;
  return `Around it the same session made ${calls}; ${failed === 0 ? 'none' : failed} failed.`;
}

function chainSentence({ alert, roleChain }: CaseFile): string {
  const tries = roleChain?.failedTries.length ?? 0;
  const failed =
    tries === 0 ? '' : ` The actor was refused ${counted(tries, 'role assumption')} before.`;
  const gap =
    alert.actor.chainGap === undefined
      ? ''
      : `The first identity is not certain: ${plain(alert.actor.chainGap, 400)}.`;
  return `${gap}${failed}`.trim();
}

function historySentence({ firstSeen }: CaseFile): string {
  return firstSeen?.note === undefined ? '' : `About what is new: ${plain(firstSeen.note, 200)}.`;
}
