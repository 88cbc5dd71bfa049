import { clean } from '#src/normalize/derived/changes/words.ts';
import { bag, list, pick, pickText } from '#src/normalize/untyped.ts';
import { scaled, sum, times } from './instance-price.ts';
import { modelPrices, type Range, tokensOfACall, unitPrices } from './prices.ts';
import { at, type Call, count, numberIn, type Priced, type Read } from './reading.ts';

/** One call of a model: tokens as the record counts them, else between a short question and a long document. */
const modelCall: Read = ({ record, request }) => {
  const model = pickText(request, 'modelId');
  const name = clean(model.slice(model.lastIndexOf('/') + 1)) || 'a model that is not named';
  const price = modelPrices.find(([words]) => words.test(model.toLowerCase()));
  const what = `call of ${name}`;
  if (price === undefined) return [{ what, count: count(1), isPerCall: true }];
  const [, input, output] = price;
  const said = bag(record['additionalEventData']);
  const read = tokens(numberIn(said, 'inputTokens', 'inputTokenCount'), tokensOfACall.input);
  const written = tokens(numberIn(said, 'outputTokens', 'outputTokenCount'), tokensOfACall.output);
  const each = sum([times(read, scaled(input, 1e-6)), times(written, scaled(output, 1e-6))]);
  const assumptions =
    read.low === read.high ? [] : ['a call reads 300 to 50,000 tokens and writes 100 to 4,000'];
  return [{ what, count: count(1), eachAtOnce: each, isPerCall: true, assumptions }];
};

function tokens(said: number | undefined, usual: Range): Range {
  return said === undefined ? usual : count(said);
}

const modelUnits: Read = ({ request }) => [
  {
    what: 'Bedrock model unit',
    count: count(numberIn(request, 'modelUnits', 'desiredModelUnits') ?? 1),
    each: unitPrices.bedrockModelUnit,
    assumptions: ['from a small model on a long term to a large one on none'],
  },
];

const mail: Read = ({ request }) => {
  const to = at(request, 'destination');
  const named = ['toAddresses', 'ccAddresses', 'bccAddresses'].map((key) => list(pick(to, key)));
  const bulk = list(pick(request, 'bulkEmailEntries', 'destinations'));
  const receivers = named.reduce((all, { length }) => all + length, bulk.length);
  const each = scaled(unitPrices.mail, Math.max(1, receivers));
  return [{ what: 'mail', count: count(1), eachAtOnce: each, isPerCall: true }];
};

/** A topic's subscribers can be telephones; a publication that names a number goes to one. */
const textMessage: Read = ({ request }) => {
  const isToTelephone = ['phoneNumber', 'destinationPhoneNumber', 'originationIdentity'].some(
    (key) => pick(request, key) !== undefined,
  );
  if (!isToTelephone) return [];
  const assumptions = ['by the country of the number, from the United States to the dearest'];
  const each = unitPrices.textMessage;
  return [
    { what: 'text message', count: count(1), eachAtOnce: each, isPerCall: true, assumptions },
  ];
};

/** The limit can be spent in a day by who raises it. */
const textLimit: Read = ({ request }) => {
  const attributes = at(request, 'attributes');
  const limit =
    numberIn(attributes, 'MonthlySpendLimit') ?? numberIn(request, 'monthlyLimit') ?? undefined;
  return limit === undefined
    ? []
    : [
        {
          what: 'text messages up to the new monthly limit',
          count: count(1),
          eachAtOnce: { low: 0, high: limit },
          assumptions: ['all of the limit can be spent within a day'],
        },
      ];
};

const savingsPlan: Read = ({ request }) => {
  const hourly = numberIn(request, 'commitment');
  const upfront = numberIn(request, 'upfrontPaymentAmount') ?? 0;
  const assumptions = ['owed for one or three years, used or not'];
  if (hourly === undefined) return [{ what: 'savings plan', count: count(1), assumptions }];
  const paid = upfront === 0 ? {} : { eachAtOnce: count(upfront) };
  return [{ what: 'savings plan', count: count(1), each: count(hourly), ...paid, assumptions }];
};

function withoutPrice(what: string): Read {
  return ({ request }: Call): readonly Priced[] => [
    {
      what,
      count: count(
        numberIn(request, 'instanceCount', 'dBInstanceCount', 'nodeCount', 'quantity') ?? 1,
      ),
    },
  ];
}

const domain: Read = () => [
  {
    what: 'domain for a year',
    count: count(1),
    eachAtOnce: unitPrices.domain,
    assumptions: ['by its ending'],
  },
];

const concurrency: Read = ({ request }) => [
  {
    what: 'ready copy of a function',
    count: count(numberIn(request, 'provisionedConcurrentExecutions') ?? 1),
    each: unitPrices.provisionedConcurrency,
    assumptions: ['functions have 128 MB to 10 GB'],
  },
];

const gigabyte = 1024 ** 3;

/** Data that left: what S3 writes about one request. */
const download: Read = ({ record }) => {
  const bytes = Number(bag(record['additionalEventData'])['bytesTransferredOut'] ?? 0);
  if (!(bytes > 0 && bytes < 1e15)) return [];
  const each = scaled(unitPrices.gigabyteOut, bytes / gigabyte);
  const assumptions = ['data that goes to the internet; nothing where it stays in the region'];
  return [
    {
      what: 'download from S3',
      count: count(1),
      eachAtOnce: { low: 0, high: each.high },
      isPerCall: true,
      assumptions,
    },
  ];
};

/** Calls that cost by themselves, or commit to a cost. */
export const usageCalls: readonly (readonly [string, Read])[] = [
  ['bedrock:InvokeModel', modelCall],
  ['bedrock:InvokeModelWithResponseStream', modelCall],
  ['bedrock:Converse', modelCall],
  ['bedrock:ConverseStream', modelCall],
  ['bedrock:CreateProvisionedModelThroughput', modelUnits],
  ['bedrock:CreateModelCustomizationJob', withoutPrice('customisation of a model')],
  ['bedrock:CreateModelInvocationJob', withoutPrice('batch of model calls')],
  ['ses:SendEmail', mail],
  ['ses:SendRawEmail', mail],
  ['ses:SendBulkEmail', mail],
  ['ses:SendBulkTemplatedEmail', mail],
  ['ses:SendTemplatedEmail', mail],
  ['email:SendEmail', mail],
  ['sns:Publish', textMessage],
  ['sms-voice:SendTextMessage', textMessage],
  ['sns:SetSMSAttributes', textLimit],
  ['sms-voice:SetTextMessageSpendLimitOverride', textLimit],
  ['savingsplans:CreateSavingsPlan', savingsPlan],
  ['ec2:AllocateHosts', withoutPrice('dedicated host')],
  ['ec2:PurchaseReservedInstancesOffering', withoutPrice('reserved instance')],
  ['ec2:PurchaseHostReservation', withoutPrice('reserved host')],
  ['ec2:PurchaseCapacityBlock', withoutPrice('block of GPU capacity')],
  ['rds:PurchaseReservedDBInstancesOffering', withoutPrice('reserved database')],
  ['redshift:PurchaseReservedNodeOffering', withoutPrice('reserved node')],
  ['elasticache:PurchaseReservedCacheNodesOffering', withoutPrice('reserved cache node')],
  ['route53domains:RegisterDomain', domain],
  ['route53domains:TransferDomain', domain],
  ['lambda:PutProvisionedConcurrencyConfig', concurrency],
  ['s3:GetObject', download],
];
