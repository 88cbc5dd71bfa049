import { Cost, type CostItem } from '#src/enrich/cost/schema.ts';
import { Resource } from '#src/enrich/resource/schema.ts';
import { counted } from '#src/model/plural.ts';
import { actorName, callName, fewOf, joined, plainly, risky, type Said, unknown } from '../said.ts';
import { teller } from './teller.ts';

const mostResources = 4;
const criticalities = ['throw-away', 'minor', 'important', 'vital'];

export const resource = teller('resource', 'resources', Resource, (value) => {
  const { resources, resourceCount, reads, dataEvents, note } = value;
  const unseen = dataEvents.filter(({ seen }) => !seen);
  const hidden = resourceCount - Math.min(resources.length, mostResources);
  return [
    ...resources.slice(0, mostResources).map(touchedSaid),
    ...(hidden > 0 ? [plainly(`and ${hidden} more that the events name`)] : []),
    ...readsSaid(reads),
    ...(unseen.length === 0
      ? []
      : [
          unknown(
            `reads of data are not in the history (no such event in 30 days), so that none being shown proves nothing: ${unseen.map(({ service, resource: name }) => joined([callName(service), name], ' ')).join(', ')}`,
          ),
        ]),
    ...(note === undefined ? [] : [unknown(note)]),
  ];
});

function touchedSaid(touched: Resource['resources'][number]): Said {
  const { name, type, account, owner, environment, data, criticality, users } = touched;
  const vital = (criticality?.value ?? 0) >= 3;
  const text = joined([
    account === 'aws' && 'of AWS itself',
    environment && `environment ${environment.value}`,
    owner && `owner ${owner.value}`,
    data && `holds ${data.value}`,
    criticality && (criticalities[criticality.value] ?? `criticality ${criticality.value}`),
    usersText(users),
  ]);
  return {
    tone: vital && users.actorCount > 0 && !users.knownToActor ? 'risky' : 'plain',
    text: `${name}${type === '' ? '' : ` (${type})`}: ${text}`,
  };
}

function usersText({
  actorCount,
  actors,
  knownToActor,
}: Resource['resources'][number]['users']): string {
  if (actorCount === 0) return 'used by nobody in 30 days before';
  const names = fewOf(
    actors.map(({ actor }) => actorName(actor)),
    3,
    actorCount,
  );
  return `used in 30 days before by ${names}${knownToActor ? '' : ', not by this actor'}`;
}

function readsSaid({
  objects,
  secrets,
  parameters,
  decrypts,
  tables,
  shared,
}: Resource['reads']): readonly Said[] {
  const bytes =
    objects === undefined || objects.bytes === 0
      ? ''
      : `, at least ${bytesText(objects.bytes)} (a lower bound: not every read says how much it gave)`;
  const read = [
    objects && `${counted(objects.count, 'object')} of ${fewOf(objects.buckets, 3)}${bytes}`,
    secrets &&
      `${counted(secrets.count, 'time')} secrets (${fewOf(secrets.names, 3, secrets.nameCount)})`,
    parameters &&
      `${counted(parameters.count, 'time')} parameters (${fewOf(parameters.names, 3, parameters.nameCount)})`,
    decrypts && `${counted(decrypts.count, 'decryption')}`,
    tables &&
      `${counted(tables.count, 'time')} tables (${fewOf(tables.names, 3, tables.nameCount)})`,
  ];
  const text = joined(read, '; ');
  return [
    ...(text === '' ? [] : [plainly(`read in the day around: ${text}`)]),
    ...shared.map((each) => risky(`${each.resource} was shared with ${fewOf(each.with, 4)}`)),
  ];
}

function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

export const cost = teller('cost', 'cost', Cost, (value) => {
  const { items, more, perDay, perHour, upfront, unknown: unpriced, prices } = value;
  const total = joined([
    perHour && `${range(perHour)} an hour`,
    perDay && `${range(perDay)} a day`,
    upfront && `${range(upfront)} at once`,
  ]);
  return [
    ...(total === ''
      ? []
      : [
          risky(
            `can cost ${total}, by list prices of ${priceDates(prices)}: ${fewOf(items.map(itemText), 3)}${more ? ' and more' : ''}`,
          ),
        ]),
    ...(total === '' && items.length > 0 ? [plainly(fewOf(items.map(itemText), 3))] : []),
    ...(unpriced.length === 0
      ? []
      : [unknown(`no price is known, which is not free: ${fewOf(unpriced, 4)}`)]),
  ];
});

/** Old prices are no bill: their date is said wherever they are. */
function priceDates({ date, ownDate }: Cost['prices']): string {
  return ownDate === undefined ? date : `${date} and your own of ${ownDate}`;
}

function itemText({ what, tried }: CostItem): string {
  return tried ? `${what} (only tried)` : what;
}

function range({ low, high }: { low: number; high: number }): string {
  return low === high ? `$${money(low)}` : `$${money(low)}–${money(high)}`;
}

function money(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });
}
