import {
  APICallError,
  generateText,
  jsonSchema,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  Output,
} from 'ai';
import type { Model, Question, Reply, Usage } from '#src/analyze/analyst/model/model.ts';
import type { ProviderSettings } from '#src/model/config/analyst.ts';
import { AppError } from '#src/model/errors.ts';
import { type OpenedModel, openProvider, type SecretOf } from './providers.ts';

/** Warnings of the SDK are about parameters of ours; they belong into no one's terminal. */
globalThis.AI_SDK_LOG_WARNINGS = false;

/** A model behind one of the providers. Throws a UsageError when the key that the configuration names is not there. */
export function openModel(settings: ProviderSettings, id: string, secretOf: SecretOf): Model {
  const opened = openProvider(settings, id, secretOf);
  return {
    provider: settings.kind,
    id,
    ask: (question, signal) => ask(opened, question, signal),
  };
}

async function ask(opened: OpenedModel, question: Question, signal: AbortSignal): Promise<Reply> {
  try {
    // Waiting and trying again is decided by the analyst, for all providers alike.
    const { output, usage, finishReason } = await generateText({
      model: opened.model,
      instructions: instructionsOf(question, opened),
      prompt: question.prompt,
      maxOutputTokens: question.maxOutputTokens,
      output: Output.object({ name: 'analysis', schema: jsonSchema<unknown>(question.schema) }),
      maxRetries: 0,
      abortSignal: signal,
      // What is asked about security incidents is not to be kept for other purposes.
      providerOptions: { openai: { store: false } },
    });
    if (finishReason === 'content-filter')
      return { kind: 'useless', why: 'the provider filtered the answer', usage: usageOf(usage) };
    const answer = withoutSecret(output, opened.secret);
    return { kind: 'answered', answer, usage: usageOf(usage) };
  } catch (error) {
    return replyOf(error, opened.secret);
  }
}

/** A server that knows no schemas is told in words what the answer has to look like. */
function instructionsOf({ instructions, schema }: Question, { knowsSchemas }: OpenedModel): string {
  if (knowsSchemas) return instructions;
  return `${instructions}\n\nThe JSON Schema of the answer:\n${JSON.stringify(schema)}`;
}

/** Whoever is sent a key can say it, and answers are kept. */
function withoutSecret(answer: unknown, secret: string | undefined): unknown {
  if (secret === undefined) return answer;
  const written = JSON.stringify(secret).slice(1, -1);
  return JSON.parse(JSON.stringify(answer).replaceAll(written, '***'));
}

function usageOf(
  usage: { inputTokens: number | undefined; outputTokens: number | undefined } | undefined,
): Usage {
  return { input: usage?.inputTokens ?? 0, output: usage?.outputTokens ?? 0 };
}

function replyOf(error: unknown, secret: string | undefined): Reply {
  if (NoObjectGeneratedError.isInstance(error)) {
    const why =
      error.finishReason === 'length'
        ? 'the answer was cut off at the largest number of tokens'
        : 'the answer is no JSON of the agreed shape';
    return { kind: 'useless', why, usage: usageOf(error.usage) };
  }
  if (NoOutputGeneratedError.isInstance(error))
    return { kind: 'useless', why: 'the model gave no answer', usage: usageOf(undefined) };
  if (APICallError.isInstance(error)) return replyOfCall(error, secret);
  if (error instanceof AppError) return { kind: 'failed', why: error.message };
  return isConnectionFault(error)
    ? { kind: 'busy', why: 'the provider cannot be reached' }
    : { kind: 'failed', why: `asking the provider failed (${nameOf(error)})` };
}

/** 529 is Anthropic's word for overloaded. */
const busyStatuses = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

function replyOfCall(error: APICallError, secret: string | undefined): Reply {
  const { statusCode, responseHeaders = {} } = error;
  if (error.cause instanceof AppError) return { kind: 'failed', why: error.cause.message };
  if (statusCode === undefined) return { kind: 'busy', why: 'the provider cannot be reached' };
  if (statusCode >= 200 && statusCode < 300)
    return {
      kind: 'failed',
      why: 'the provider answered in a shape that its protocol does not have',
      mayBeBilled: true,
    };
  const why = `the provider answered ${statusCode}${wordsOf(error.message, secret)}`;
  if (!busyStatuses.has(statusCode)) return { kind: 'failed', why };
  const waitMs = waitOf(responseHeaders);
  return { kind: 'busy', why, ...(waitMs === undefined ? {} : { waitMs }) };
}

/** What the provider says helps to mend a configuration; keys that it repeats are blotted out. */
function wordsOf(message: string, secret: string | undefined): string {
  const clean = (secret ? message.replaceAll(secret, '***') : message)
    .replaceAll(/\b(?:sk|key|bedrock-api-key|ABSK|AKIA|ASIA)[-_A-Za-z0-9*]{8,}/g, '***')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
  return clean === '' ? '' : `: ${clean}`;
}

/** `retry-after` is a number of seconds or a date; some say it in milliseconds under a name of their own. */
function waitOf(headers: Readonly<Record<string, string>>): number | undefined {
  const exact = Number(headers['retry-after-ms']);
  if (headers['retry-after-ms'] !== undefined && Number.isFinite(exact)) return Math.max(0, exact);
  const said = headers['retry-after'];
  if (said === undefined) return undefined;
  const seconds = Number(said);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(said);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

function isConnectionFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
