import type { RawRecord } from '#src/model/cloud-event.ts';
import type { PriceSettings } from '#src/model/config/prices.ts';
import { hourMs } from '#src/model/time.ts';
import { iamActionOf, serviceOf } from '#src/normalize/action.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { clean } from '#src/normalize/derived/changes/words.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import { managedCalls } from './databases.ts';
import { scaled, sum, times } from './instance-price.ts';
import { machineCalls } from './machines.ts';
import { priceDate, priceSource, type Range } from './prices.ts';
import type { Priced, Read } from './reading.ts';
import { Cost, type CostItem } from './schema.ts';
import { usageCalls } from './usage.ts';

const readers: ReadonlyMap<string, Read> = new Map([
  ...machineCalls,
  ...managedCalls,
  ...usageCalls,
]);

const mostItems = 20;

export const cost = defineEnrichment({
  id: 'cost',
  title: 'What the calls can cost',
  reference: 'https://aws.amazon.com/pricing/',
  configuredBy: ['prices'],
  value: Cost,
  timeoutMs: 5_000,
  needs: 'call that is known to cost money by the hour, the message or the purchase',

  appliesTo: ({ records }) => records.some((record) => readerOf(record) !== undefined),

  async enrich(subject, { config }) {
    const own = ownPricesOf(config.prices);
    const all = folded(subject.records.flatMap((record) => itemsOf(record, subject, own)));
    const items = all.toSorted((a, b) => dearness(b) - dearness(a));
    const went = items.filter(({ tried }) => !tried);
    const value: Cost = {
      currency: 'USD',
      items: items.slice(0, mostItems),
      more: items.length > mostItems,
      ...summed(went),
      unknown: [...new Set(items.filter(isUnknown).map(({ what }) => what))].slice(0, mostItems),
      prices: {
        date: priceDate,
        source: priceSource,
        ...(items.some(({ what }) => own.prices.has(what)) && { ownDate: own.date }),
      },
    };
    return { value, evidence: [...new Set(value.items.map(({ eventId }) => eventId))] };
  },
});

function readerOf(record: RawRecord): Read | undefined {
  return readers.get(iamActionOf(record));
}

function itemsOf(record: RawRecord, subject: Subject, own: OwnPrices): readonly CostItem[] {
  const request = bag(record['requestParameters']);
  const response = bag(record['responseElements']);
  const priced = readerOf(record)?.({ record, request, response }) ?? [];
  return priced.map((each) => itemOf(repriced(each, own), record, subject));
}

interface OwnPrices {
  readonly date: string;
  readonly prices: ReadonlyMap<string, Range>;
}

function ownPricesOf(settings: PriceSettings): OwnPrices {
  const prices = Object.entries(settings?.perHour ?? {}).map(([what, price]): [string, Range] => [
    what,
    typeof price === 'number' ? { low: price, high: price } : price,
  ]);
  return { date: settings?.date ?? '', prices: new Map(prices) };
}

/** What somebody wrote down for this thing needs no guess about its region. */
function repriced(
  priced: Priced,
  { date, prices }: OwnPrices,
): Priced & { readonly isOwn?: boolean } {
  const each = prices.get(clean(priced.what));
  if (each === undefined) return priced;
  const assumptions = [...(priced.assumptions ?? []), `the configuration's price of ${date}`];
  return { ...priced, each, assumptions, isOwn: true };
}

function itemOf(
  priced: Priced & { readonly isOwn?: boolean },
  record: RawRecord,
  subject: Subject,
): CostItem {
  const { what, count, each, eachAtOnce, isPerCall = false, assumptions = [] } = priced;
  const region = text(record['awsRegion']);
  const place = priced.isOwn === true ? one : placeFactor(region);
  const perHour = each && times(times(each, count), place);
  const atOnce = eachAtOnce && times(times(eachAtOnce, count), place);
  // Calls that cost by themselves go on at the pace that the alert shows; purchases are made once.
  const pace = isPerCall && atOnce ? scaled(atOnce, paceOf(subject)) : perHour;
  return {
    what: clean(what),
    service: serviceOf(text(record['eventSource'])),
    region,
    count: { low: count.low, high: count.high },
    ...(pace && { perHour: money(pace), perDay: money(scaled(pace, 24)) }),
    ...(atOnce && { upfront: money(atOnce) }),
    tried: errorCodeOf(record) !== '',
    assumptions: [
      ...assumptions,
      ...(isPerCall ? ['it goes on at the pace of the alert'] : []),
      ...(place.high > 1
        ? [`prices in ${clean(region) || 'its region'} are higher than in us-east-1`]
        : []),
    ],
    eventId: eventIdOf(record),
  };
}

/** For one of the calls that were read, how many there are in an hour. */
function paceOf({ firstSeen, lastSeen, events, records }: Subject): number {
  const hours = Math.max(1, (lastSeen - firstSeen) / hourMs);
  return Math.max(events.length, 1) / Math.max(records.length, 1) / hours;
}

const one: Range = { low: 1, high: 1 };
const cheapRegions: ReadonlySet<string> = new Set(['us-east-1', 'us-east-2', 'us-west-2', '']);

function placeFactor(region: string): Range {
  if (cheapRegions.has(region)) return one;
  return region === 'sa-east-1' ? { low: 1.3, high: 1.7 } : { low: 1, high: 1.5 };
}

/** The same thing asked for in several calls is one item of several. */
function folded(items: readonly CostItem[]): readonly CostItem[] {
  const groups = Map.groupBy(items, ({ what, service, region, tried }) =>
    JSON.stringify([what, service, region, tried]),
  );
  return [...groups.values()].flatMap((those) => {
    const [first] = those;
    return first === undefined ? [] : [{ ...first, ...counted(those), ...summed(those) }];
  });
}

function counted(items: readonly CostItem[]): Pick<CostItem, 'count'> {
  return { count: sum(items.map(({ count }) => count)) };
}

type Sums = Pick<CostItem, 'perHour' | 'perDay' | 'upfront'>;

function summed(items: readonly CostItem[]): Sums {
  const total = (key: keyof Sums) => {
    const ranges = items.flatMap((item) => item[key] ?? []);
    return ranges.length === 0 ? {} : { [key]: money(sum(ranges)) };
  };
  return { ...total('perHour'), ...total('perDay'), ...total('upfront') };
}

function isUnknown({ perHour, upfront }: CostItem): boolean {
  return perHour === undefined && upfront === undefined;
}

function dearness({ perDay, upfront, tried }: CostItem): number {
  const dollars = (perDay?.high ?? 0) + (upfront?.high ?? 0);
  return tried ? dollars / 1e6 : dollars;
}

/** Cents where they matter, and a hundredth of one for what costs less. */
function money({ low, high }: Range): Range {
  const rounded = (dollars: number) => {
    const digits = dollars >= 1 ? 100 : 10_000;
    return Math.round(dollars * digits) / digits;
  };
  return { low: rounded(low), high: rounded(high) };
}
