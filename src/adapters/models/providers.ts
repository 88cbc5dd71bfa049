import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { generateText } from 'ai';
import type { ProviderSettings } from '#src/model/config/analyst.ts';
import { UsageError } from '#src/model/errors.ts';
import { patientFetch } from './patient-fetch.ts';

type LanguageModel = Exclude<Parameters<typeof generateText>[0]['model'], string>;

/** A provider's model, ready to be asked, and the secret that no message may show. */
export interface OpenedModel {
  readonly model: LanguageModel;
  readonly secret: string | undefined;
  /** False for a server that takes no JSON Schema. */
  readonly knowsSchemas: boolean;
}

/** Reads an environment variable; the doors know the environment, adapters do not. */
export type SecretOf = (name: string) => string | undefined;

/** Throws a UsageError that names the variable when a key is missing. */
export function openProvider(
  settings: ProviderSettings,
  id: string,
  secretOf: SecretOf,
): OpenedModel {
  const secret = secretFor(settings, secretOf);
  const knowsSchemas = settings.kind !== 'openai-compatible' || settings.structuredOutputs;
  return { secret, knowsSchemas, model: modelOf(settings, id, secret) };
}

function modelOf(
  settings: ProviderSettings,
  id: string,
  secret: string | undefined,
): LanguageModel {
  const fetch = patientFetch;
  const apiKey = secret ?? '';
  const base = settings.baseUrl === undefined ? {} : { baseURL: withoutSlash(settings.baseUrl) };
  switch (settings.kind) {
    case 'bedrock':
      return bedrock(settings, secret)(id);
    case 'anthropic':
      return createAnthropic({ apiKey, fetch, ...base })(id);
    case 'openai': {
      const openai = createOpenAI({ apiKey, fetch, ...base });
      return settings.api === 'chat' ? openai.chat(id) : openai.responses(id);
    }
    case 'openai-compatible': {
      const compatible = createOpenAICompatible({
        name: 'compatible',
        fetch,
        baseURL: withoutSlash(settings.baseUrl),
        supportsStructuredOutputs: settings.structuredOutputs,
        ...(secret === undefined ? {} : { apiKey: secret }),
      });
      return compatible(id);
    }
  }
}

/** With AWS credentials of the usual chain, unless a Bedrock API key is named. */
function bedrock(
  { region, profile, baseUrl }: Extract<ProviderSettings, { kind: 'bedrock' }>,
  apiKey: string | undefined,
) {
  return createAmazonBedrock({
    region,
    fetch: patientFetch,
    ...(baseUrl === undefined ? {} : { baseURL: withoutSlash(baseUrl) }),
    ...(apiKey === undefined
      ? { credentialProvider: fromNodeProviderChain(profile === undefined ? {} : { profile }) }
      : { apiKey }),
  });
}

function secretFor(settings: ProviderSettings, secretOf: SecretOf): string | undefined {
  const { apiKeyEnv } = settings;
  if (apiKeyEnv === undefined) return undefined;
  const secret = secretOf(apiKeyEnv);
  if (secret === undefined || secret.trim() === '')
    throw new UsageError(
      `The model analyst needs a key in the environment variable ${apiKeyEnv}, which is not set`,
    );
  return secret.trim();
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
