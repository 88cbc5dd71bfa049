import { plural } from '#src/model/plural.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain } from './plain.ts';

/** Fields that rules group by and count, as a person would call what they hold. */
const words: ReadonlyMap<string, string> = new Map([
  ['awsRegion', 'region'],
  ['cairn.actor.key', 'actor'],
  ['errorMessage', 'error message'],
  ['eventName', 'call'],
  ['eventSource', 'service'],
  ['recipientAccountId', 'account'],
  ['requestParameters.key', 'object'],
  ['sourceIPAddress', 'address'],
  ['userAgent', 'user agent'],
  ['userIdentity.accessKeyId', 'access key'],
  ['userIdentity.arn', 'identity'],
]);

/** `requestParameters.secretId` → `secret`. A field that no rule of ours names is still better said than shown. */
function wordOf(field: string): string {
  const known = words.get(field);
  if (known !== undefined) return known;
  const last = field.slice(field.lastIndexOf('.') + 1);
  const spoken = plain(last.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2'), 60).toLowerCase();
  return spoken.replace(/ (?:name|id|arn|identifier)$/, '') || 'value';
}

/** So few things have been named already. */
const fewNamed = 3;

/** What a correlation counted, unless `told` already says it; `in all, 20 different secrets`. */
export function countedPhrase({ alert, rule }: CaseFile, told: string): string {
  const value = alert.correlation?.value;
  if (rule.counts === undefined || value === undefined) return '';
  const { type, fields } = rule.counts;
  if (type === 'event_count' || type.startsWith('temporal')) return '';
  const what = joinWords(
    fields.map((field) => (value === 1 ? wordOf(field) : plural(wordOf(field)))),
  );
  if (type !== 'value_count')
    return `the ${type.slice('value_'.length)} of its ${what} is ${value}`;
  return value <= fewNamed || told.includes(` ${value} `)
    ? ''
    : `in all, ${value} different ${what}`;
}

/** What the events have in common beside the actor: `all of it concerns user bob`. */
export function commonPhrase({ alert }: CaseFile, told: string): string {
  const known = new Set([
    alert.actor.key,
    alert.account,
    ...alert.sourceIps.slice(0, 1),
    ...alert.actor.chain.map(({ principal }) => principal),
  ]);
  const group = Object.entries(alert.correlation?.group ?? {})
    .filter(([, value]) => value !== '' && !known.has(value) && !told.includes(plain(value)))
    .map(([field, value]) => `${wordOf(field)} ${plain(value)}`);
  return group.length === 0 ? '' : `all of it concerns ${joinWords(group)}`;
}
