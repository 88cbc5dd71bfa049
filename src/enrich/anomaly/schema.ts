import { z } from 'zod';
import { features } from '#src/detect/baseline/features.ts';

/** What is missing where nobody trained a baseline: unusual sessions are then unknown, not absent. */
export const trainedBaseline =
  'trained baseline in the data folder (cairn baseline train makes one)';

export const Anomaly = z.object({
  /** Which model said it. */
  model: z.object({
    version: z.string(),
    trainedAt: z.string(),
    /** ISO 8601, UTC: the events that it was trained on. */
    from: z.string(),
    to: z.string(),
    sessions: z.number().int(),
  }),
  /** The alert's session; the most unusual one when the alert's events are of several. */
  session: z.object({
    from: z.string(),
    to: z.string(),
    calls: z.number().int(),
    failed: z.number().int(),
    distinctActions: z.number().int(),
    /** Sessions that the alert's events belong to. */
    of: z.number().int(),
  }),
  /** Share of the training sessions that were less unusual than this one, in percent: 0 to 100. */
  percentile: z.number(),
  /** By the thresholds of the configuration, `baseline`: at first the 99th and the 99.9th percentile. */
  level: z.enum(['usual', 'unusual', 'very-unusual']),
  /** Sum of the features' surprise, each −log₁₀ of how seldom a training session is at least so odd. */
  score: z.number(),
  /** What drove the score, the most first; at most 8. */
  drivers: z.array(
    z.object({
      feature: z.enum(features),
      /** Part of the score, 0 to 1. */
      share: z.number(),
      points: z.number(),
      /** In words, such as “iam:CreateUser, which this actor was never seen to call”. */
      why: z.string(),
    }),
  ),
  /** Training sessions of this actor; with few of them the habits of its role and account count more. */
  sessionsOfActor: z.number().int(),
  /** Days from the trained time to the alert; a model of long ago knows little of today. */
  ageDays: z.number().int(),
  note: z.string().optional(),
});
export type Anomaly = z.infer<typeof Anomaly>;
