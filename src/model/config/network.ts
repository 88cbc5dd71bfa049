import { z } from 'zod';

/** Files about addresses that the user supplies; paths are relative to the configuration file. */
export const NetworkSettings = z
  .strictObject({
    /** MaxMind DB files (.mmdb) of any vendor, by what they tell. */
    asn: z.string().optional(),
    country: z.string().optional(),
    /** A MaxMind DB file that tells Tor, VPN, proxy and hosting addresses. */
    anonymous: z.string().optional(),
    /** AWS's own ip-ranges.json. */
    awsRanges: z.string().optional(),
    /** Text files with an address or range a line, by the name of the list: tor, vpn, … */
    lists: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'a list’s name is letters'), z.string())
      .default({}),
    /** Autonomous systems that rent out machines, besides the well-known ones. */
    hosting: z.array(z.int().positive()).default([]),
  })
  .prefault({});
