import { z } from 'zod';
import type { History } from '#src/enrich/history.ts';
import type { AlertStore } from '../state/alert-store.ts';
import type { AnalystStore } from '../state/analyst-store.ts';
import type { CaseStore } from '../state/case-store.ts';

/** What a process may ask of a data folder that it does not hold: questions only, nothing that changes it. */
export interface Reading extends History {
  listAlerts(...page: Parameters<AlertStore['list']>): Promise<ReturnType<AlertStore['list']>>;
  countAlerts(...filter: Parameters<AlertStore['count']>): Promise<number>;
  findAlert(id: string): Promise<ReturnType<AlertStore['find']>>;
  listCases(...page: Parameters<CaseStore['list']>): Promise<ReturnType<CaseStore['list']>>;
  findCase(id: string): Promise<ReturnType<CaseStore['find']>>;
  analystDays(): Promise<ReturnType<AnalystStore['days']>>;
}

export const questionNames = [
  'seen',
  'events',
  'assumptions',
  'hourly',
  'tally',
  'records',
  'listAlerts',
  'countAlerts',
  'findAlert',
  'listCases',
  'findCase',
  'analystDays',
] as const satisfies readonly (keyof Reading)[];
export type QuestionName = (typeof questionNames)[number];

export const Request = z.object({
  id: z.int(),
  question: z.enum(questionNames),
  parameters: z.array(z.unknown()),
});
export type Request = z.infer<typeof Request>;

export const Response = z.object({
  id: z.int(),
  answer: z.unknown().optional(),
  /** What went wrong, in words for a person. */
  error: z.string().optional(),
});
export type Response = z.infer<typeof Response>;

export const longestRequestBytes = 8 * 1024 * 1024;
export const longestResponseBytes = 128 * 1024 * 1024;
