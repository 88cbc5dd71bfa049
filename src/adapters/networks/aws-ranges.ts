import { z } from 'zod';
import type { NetworkInfo } from '#src/enrich/networks.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { blockOf, CidrTable } from '#src/normalize/address/cidr-table.ts';

type AwsRange = NonNullable<NetworkInfo['aws']>;

const Range = z.object({ region: z.string(), service: z.string() });

/** https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html */
const AwsRanges = z.object({
  prefixes: z.array(Range.extend({ ip_prefix: z.string() })),
  ipv6_prefixes: z.array(Range.extend({ ipv6_prefix: z.string() })).default([]),
});

const whereToGet = 'download https://ip-ranges.amazonaws.com/ip-ranges.json again';

export function parseAwsRanges(text: string, file: string): CidrTable<AwsRange> {
  const parsed = AwsRanges.safeParse(jsonOf(text, file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'prefixes';
    throw new InvalidInputError(
      `${file}: ${where}: is not as in AWS’s ip-ranges.json; ${whereToGet}`,
    );
  }
  const table = new CidrTable<AwsRange>();
  const { prefixes, ipv6_prefixes } = parsed.data;
  prefixes.forEach((range, at) => {
    addRange(table, range, range.ip_prefix, `${file}: prefixes.${at}.ip_prefix`);
  });
  ipv6_prefixes.forEach((range, at) => {
    addRange(table, range, range.ipv6_prefix, `${file}: ipv6_prefixes.${at}.ipv6_prefix`);
  });
  return table;
}

function addRange(
  table: CidrTable<AwsRange>,
  { service, region }: AwsRange,
  prefix: string,
  where: string,
): void {
  const block = blockOf(prefix);
  if (block === undefined)
    throw new InvalidInputError(`${where}: is not an address block; ${whereToGet}`);
  table.add(block, { service, region }, moreTelling);
}

/** A block is listed for AMAZON, which means all of AWS, and again for the service that has it. */
function moreTelling(old: AwsRange, added: AwsRange): AwsRange {
  return old.service === 'AMAZON' ? added : old;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError(`${file}: is not JSON; ${whereToGet}`, { cause });
  }
}
