import { type Creation, Credentials } from '#src/enrich/credentials/schema.ts';
import { CredentialsElsewhere } from '#src/enrich/credentials-elsewhere/schema.ts';
import { counted } from '#src/model/plural.ts';
import { minuteOf } from '../../export/words.ts';
import { actorName, joined, plainly, risky, type Said } from '../said.ts';
import { teller } from './teller.ts';

const mostMade = 4;
/** A credential that slept this long and wakes is worth a line of its own. */
const longIdleDays = 30;

export const credentials = teller('credentials', 'credentials', Credentials, (value) => {
  const { atOnce, made } = value;
  return [
    kindSaid(value),
    ...creationsSaid(value),
    ...(atOnce === undefined
      ? []
      : [risky(`used from different networks within one hour: ${atOnce.networks.join(' and ')}`)]),
    ...made.slice(0, mostMade).map(madeSaid),
  ];
});

function kindSaid({ kind, isRoot, accessKey, mfa, user, session, use }: Credentials): Said {
  const text = joined([
    joined([isRoot && 'root user’s', kind, accessKey, user && `of user ${user}`], ' '),
    mfa !== undefined && (mfa ? 'with MFA' : 'without MFA'),
    session && `session of ${counted(Math.round(session.lastsMinutes), 'minute')}`,
    use.count === 0 ? 'never used before' : `${counted(use.count, 'use')} before`,
    use.idleDays !== undefined && `last ${counted(Math.round(use.idleDays), 'day')} before`,
  ]);
  const slept = (use.idleDays ?? 0) >= longIdleDays;
  return isRoot || slept ? risky(text) : plainly(text);
}

function creationsSaid(value: Credentials): readonly Said[] {
  const made: readonly (readonly [string, Creation | undefined])[] = [
    ['key', value.keyCreated],
    ['user', value.userCreated],
    ['password', value.passwordSet],
  ];
  const said = made.flatMap(([what, creation]) =>
    creation === undefined
      ? []
      : [
          `${what} made ${minuteOf(creation.time)} by ${actorName(creation.by)} from ${creation.ip}, ${counted(Math.round(creation.ageDays), 'day')} before`,
        ],
  );
  const { minutesAfterCreation } = value.use;
  const first =
    minutesAfterCreation === undefined
      ? []
      : [`first used ${counted(Math.round(minutesAfterCreation), 'minute')} after it was made`];
  return said.length === 0 ? [] : [plainly([...said, ...first].join('; '))];
}

function madeSaid({ what, id, user, uses, firstUse }: Credentials['made'][number]): Said {
  const made = joined([`made here: ${what}`, id, `for ${user}`], ' ');
  if (firstUse === undefined) return plainly(`${made}; not used so far`);
  const { minutesAfter, ip, fromElsewhere } = firstUse;
  const text = `${made}; used ${counted(uses, 'time')}, first ${counted(Math.round(minutesAfter), 'minute')} later from ${ip}`;
  return fromElsewhere
    ? risky(`${text}, which is another address than the maker’s`)
    : plainly(text);
}

export const credentialsElsewhere = teller(
  'credentials-elsewhere',
  'workload key',
  CredentialsElsewhere,
  ({ text, verdict, days, awsRangesKnown }) => {
    const said = `${text}${awsRangesKnown ? '' : ' (ranges of AWS not known)'}; ${counted(days, 'day')} of history`;
    if (verdict === 'outside-aws' || verdict === 'new-address') return [risky(said)];
    return [{ tone: verdict === 'expected' ? 'benign' : 'unknown', text: said }];
  },
);
