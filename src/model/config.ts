import { z } from 'zod';
import { AccountId } from './config/account-id.ts';
import { AnalystSettings } from './config/analyst.ts';
import { AuthorisedTests } from './config/authorised-tests.ts';
import { BaselineSettings } from './config/baseline.ts';
import { TimeZone, Weekday } from './config/calendar.ts';
import { CaseSettings } from './config/cases.ts';
import { EnrichmentSettings } from './config/enrichments.ts';
import { IntelligenceSettings } from './config/intelligence.ts';
import { NetworkSettings } from './config/network.ts';
import { PriceSettings } from './config/prices.ts';
import { ResourceSettings } from './config/resources.ts';
import { WorkingHoursSettings } from './config/working-hours.ts';

const Cidr = z.union([z.cidrv4(), z.cidrv6()]);

/** A window in which changes are expected, in the wall-clock time of its own zone. */
const MaintenanceWindow = z.strictObject({
  name: z.string(),
  days: z.array(Weekday).min(1),
  /** `HH:MM`; an end before the start crosses midnight. */
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM'),
  to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM'),
  timeZone: TimeZone,
  /** Empty means every account. */
  accounts: z.array(AccountId).default([]),
});

/** A Sigma filter document with an owner and an end, so that no silence lasts for ever or belongs to nobody. */
const QuietFilter = z.strictObject({
  title: z.string(),
  owner: z.string(),
  reason: z.string(),
  /** ISO date after which the filter no longer applies. */
  expires: z.iso.date(),
  logsource: z.record(z.string(), z.string()).default({ product: 'aws', service: 'cloudtrail' }),
  filter: z.looseObject({
    rules: z.union([z.literal('any'), z.array(z.string())]).optional(),
    condition: z.string(),
  }),
});

export const Config = z.strictObject({
  /** Accounts of one's own organisation: anything shared with another one is external. */
  accounts: z
    .array(
      z.strictObject({
        id: AccountId,
        name: z.string(),
        environment: z.string().optional(),
        /** Path or name in AWS Organizations. Actors of one unit are compared with each other. */
        organizationalUnit: z.string().optional(),
        /** 0 (throw-away) to 3 (the business stops). */
        criticality: z.int().min(0).max(3).default(1),
      }),
    )
    .default([]),
  /** Addresses that one's own people and machines come from. */
  egress: z.array(Cidr).default([]),
  maintenanceWindows: z.array(MaintenanceWindow).default([]),
  identities: z
    .strictObject({
      /** Names, ARNs or patterns with * of identities for emergencies. */
      breakGlass: z.array(z.string()).default([]),
      /** The same for continuous integration and deployment. */
      ci: z.array(z.string()).default([]),
    })
    .default({ breakGlass: [], ci: [] }),
  authorisedTests: AuthorisedTests,
  /** Values for Sigma's `expand` placeholders, by name without the percent signs. */
  expand: z.record(z.string(), z.array(z.string())).default({}),
  filters: z.array(QuietFilter).default([]),
  enrichments: EnrichmentSettings,
  network: NetworkSettings,
  intelligence: IntelligenceSettings,
  resources: ResourceSettings,
  prices: PriceSettings,
  analyst: AnalystSettings,
  baseline: BaselineSettings,
  workingHours: WorkingHoursSettings,
  cases: CaseSettings,
  alerts: z
    .strictObject({
      /** Detections of one rule, actor, account and resource class inside one window are one alert. */
      windowHours: z.int().min(1).max(168).default(24),
      /** Alerts of one actor whose calls are this close are told as one story. */
      storyMinutes: z.int().min(1).max(1440).default(30),
    })
    .prefault({}),
  limits: z
    .strictObject({
      recordBytes: z
        .int()
        .positive()
        .default(16 * 1024 * 1024),
      /** Largest size of one input after decompression. */
      inflatedBytes: z
        .int()
        .positive()
        .default(8 * 1024 ** 3),
      /** Largest ratio of decompressed to compressed size. */
      inflateRatio: z.int().positive().default(200),
      nestingDepth: z.int().positive().default(512),
    })
    .prefault({}),
  history: z
    .strictObject({
      retentionDays: z.int().positive().optional(),
      maxBytes: z.int().positive().optional(),
    })
    .prefault({}),
});
export type Config = z.infer<typeof Config>;
