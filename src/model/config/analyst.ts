import { z } from 'zod';
import { looksLikeSecret } from '../secret-like.ts';
import { Severity } from '../severity.ts';

/** The name of an environment variable. Keys themselves are never in the configuration. */
const EnvironmentName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable, not a key')
  .refine((name) => !looksLikeSecret(name), 'the name of an environment variable, not a key');

/** A key in the address would be shown wherever the configuration is. */
const Url = z
  .url({ protocol: /^https?$/ })
  .refine(isBare, 'an address without user name, password, query or fragment');

function isBare(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && `${url.username}${url.password}${url.search}${url.hash}` === '';
}

const Provider = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bedrock'),
    /** Inference profiles may answer from other regions of the same geography: the id of the model decides. */
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region is written like eu-central-1'),
    /** AWS profile; without it the usual chain of credentials. */
    profile: z.string().optional(),
    /** For a Bedrock API key instead of AWS credentials. */
    apiKeyEnv: EnvironmentName.optional(),
    baseUrl: Url.optional(),
  }),
  z.strictObject({
    kind: z.literal('anthropic'),
    apiKeyEnv: EnvironmentName.default('ANTHROPIC_API_KEY'),
    baseUrl: Url.optional(),
  }),
  z.strictObject({
    kind: z.literal('openai'),
    api: z.enum(['responses', 'chat']).default('responses'),
    apiKeyEnv: EnvironmentName.default('OPENAI_API_KEY'),
    baseUrl: Url.optional(),
  }),
  z.strictObject({
    /** Ollama, vLLM, llama.cpp and whatever else speaks the chat completions protocol. */
    kind: z.literal('openai-compatible'),
    baseUrl: Url,
    apiKeyEnv: EnvironmentName.optional(),
    /** False for servers that know `json_object` but not `json_schema`. */
    structuredOutputs: z.boolean().default(true),
  }),
]);
export type ProviderSettings = z.infer<typeof Provider>;

const ModelChoice = z.strictObject({
  id: z.string().min(1),
  /** US dollars for a million tokens; without it no cost is known. */
  price: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
});
export type ModelChoice = z.infer<typeof ModelChoice>;

const Budget = z
  .strictObject({
    /** Of one question, with the larger model's answer to it. */
    alertTokens: z.int().min(1).default(40_000),
    /** Of one day in UTC, over all runs with the same data folder. */
    dailyTokens: z.int().min(1).default(2_000_000),
    alertUsd: z.number().positive().optional(),
    dailyUsd: z.number().positive().optional(),
  })
  .prefault({});

/** The model analyst. Without this section no model is ever asked. */
export const AnalystSettings = z
  .strictObject({
    provider: Provider,
    /** Asked first: mostly a small one. */
    model: ModelChoice,
    /** Asked when the first one and the deterministic analyst disagree. */
    escalateTo: ModelChoice.optional(),
    /** Account ids, names, e-mail addresses, IP addresses and keys are replaced before they leave the machine. */
    pseudonymize: z.boolean().default(true),
    /** Alerts below this severity are not asked about. */
    minSeverity: Severity.default('medium'),
    concurrency: z.int().min(1).max(16).default(2),
    /** For one answer. */
    timeoutSeconds: z.int().min(1).max(600).default(120),
    /** For all answers of one command. */
    deadlineSeconds: z.int().min(1).max(3600).default(600),
    /** Of one question, when the provider is busy. */
    attempts: z.int().min(1).max(6).default(4),
    maxOutputTokens: z.int().min(256).max(32_000).default(3000),
    budget: Budget,
  })
  .refine(hasPrices, { error: 'a budget in US dollars needs the price of every model' })
  .optional();
export type AnalystSettings = NonNullable<z.infer<typeof AnalystSettings>>;

function hasPrices(settings: {
  model: ModelChoice;
  escalateTo?: ModelChoice | undefined;
  budget: z.infer<typeof Budget>;
}): boolean {
  const { alertUsd, dailyUsd } = settings.budget;
  if (alertUsd === undefined && dailyUsd === undefined) return true;
  const { model, escalateTo } = settings;
  return [model, ...(escalateTo ? [escalateTo] : [])].every(({ price }) => price !== undefined);
}
