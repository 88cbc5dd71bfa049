import type { Reading } from '#src/adapters/data-folder/reading.ts';
import type { EventsQuestion, Where } from '#src/enrich/history.ts';
import type { HuntAsk } from '#src/model/case.ts';
import { UsageError } from '#src/model/errors.ts';
import { isoTime } from '#src/model/time.ts';
import { answerExporters, type HuntAnswer } from '#src/report/case/answers.ts';
import { parseTime } from '#src/source/cloudtrail/parse-time.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { exportContext, exporterFor } from '../export.ts';
import { writeOutput } from '../output.ts';
import { openReading } from '../storage.ts';
import { findCase } from './cases.ts';

interface HuntOptions extends HuntAsk {
  readonly data: string;
  readonly case?: string;
  readonly format: string;
  readonly output?: string;
  readonly limit: number;
}

/** After every event. */
const latest = 2 ** 50;
const mostEvents = 100_000;

const dimensions = [
  'actor',
  'session',
  'accessKey',
  'ip',
  'resource',
  'action',
  'account',
] as const satisfies readonly (keyof HuntAsk & keyof Where)[];

interface Asked {
  readonly question: string;
  readonly ask: HuntAsk;
}

/** Asks the history one question by options, or all that a case leaves open. */
export async function hunt(options: HuntOptions): Promise<ExitCode> {
  const typed = askOf(options);
  await openReading(options.data, async (reading) => {
    const asked =
      options.case === undefined
        ? [{ question: '', ask: typed }]
        : await asksOfCase(reading, options.case, typed);
    const answers = await answer(reading, asked, options.limit);
    const exporter = exporterFor(answerExporters, options.format);
    await writeOutput(exporter.write(answers, exportContext(options.output)), options.output);
  });
  return exitCodes.done;
}

/** Checks the options before the folder is opened. Throws a UsageError for nonsense. */
function askOf(options: HuntOptions): HuntAsk {
  const now = Date.now();
  const time = (name: 'since' | 'until') => {
    const text = options[name];
    return text === undefined ? {} : { [name]: isoTime(parseTime(text, `--${name}`, now)) };
  };
  const given = dimensions.flatMap((name) => {
    const value = options[name];
    return value === undefined
      ? []
      : [[name, name === 'action' ? actionsOf(value) : value] as const];
  });
  if (given.length === 0 && options.case === undefined)
    throw new UsageError(
      'Ask for something: --actor, --session, --access-key, --ip, --resource, --action, --account or --case',
    );
  if (options.limit < 1 || options.limit > mostEvents)
    throw new UsageError(`--limit is a number from 1 to ${mostEvents}`);
  return { ...Object.fromEntries(given), ...time('since'), ...time('until') };
}

/** One or several calls with commas between. */
function actionsOf(text: string): string {
  return text.split(',').map(actionOf).join(',');
}

/** `iam:CreateUser` is what people write; the history knows services by their full names. */
function actionOf(text: string): string {
  const [, service, name] = /^([a-z0-9.-]+):([A-Za-z0-9_]+)$/.exec(text.trim()) ?? [];
  if (service === undefined || name === undefined)
    throw new UsageError(`--action "${text}" is not a call such as iam:CreateUser`);
  return service.includes('.') ? `${service}:${name}` : `${service}.amazonaws.com:${name}`;
}

/** What is typed beside --case narrows each of its questions. */
async function asksOfCase(reading: Reading, id: string, typed: HuntAsk): Promise<readonly Asked[]> {
  const { hunts, next } = await findCase(reading, id);
  const expected = next.flatMap(({ question, ask }) =>
    question === undefined || ask === undefined ? [] : [{ question, ask }],
  );
  return [...hunts, ...expected].map(({ question, ask }) => {
    const action = ask.action === undefined ? {} : { action: actionsOf(ask.action) };
    return { question, ask: { ...ask, ...action, ...typed } };
  });
}

async function answer(
  reading: Reading,
  asked: readonly Asked[],
  limit: number,
): Promise<readonly HuntAnswer[]> {
  const questions = asked.flatMap(({ ask }, place) =>
    questionsOf(ask, limit + 1).map((question) => ({ place, question })),
  );
  const answers =
    questions.length === 0 ? [] : await reading.events(questions.map(({ question }) => question));
  const found = Map.groupBy(answers.keys(), (index) => questions[index]?.place);
  return asked.map(({ question, ask }, place) => {
    const all = (found.get(place) ?? [])
      .flatMap((index) => answers[index] ?? [])
      .toSorted((a, b) => a.time - b.time);
    const events = [...new Map(all.map((event) => [event.eventId, event])).values()];
    return { question, ask, events: events.slice(0, limit), more: events.length > limit };
  });
}

/** One for each of the calls, and for each name of the resource. */
function questionsOf(ask: HuntAsk, limit: number): readonly EventsQuestion[] {
  const { action, ...others } = ask;
  const calls = action?.split(',').map((each) => ({ ...others, action: each })) ?? [others];
  return calls.flatMap(byEveryName).map((each) => questionOf(each, limit));
}

const identity = /^arn:aws[\w-]*:iam::(\d{12}):(?:user|role)\/(?:.*\/)?([^/]+)$/;
const bucket = /^arn:aws[\w-]*:s3:::([^/]+)$/;

/** Calls name users, roles and buckets by their bare names where others give the ARN. */
function byEveryName(ask: HuntAsk): readonly HuntAsk[] {
  const [, account, name] = identity.exec(ask.resource ?? '') ?? [];
  const isElsewhere = ask.account !== undefined && ask.account !== account;
  if (account !== undefined && name !== undefined)
    return isElsewhere ? [ask] : [ask, { ...ask, account, resource: name }];
  const bare = bucket.exec(ask.resource ?? '')?.[1];
  return bare === undefined ? [ask] : [ask, { ...ask, resource: bare }];
}

function questionOf(ask: HuntAsk, limit: number): EventsQuestion {
  const given = dimensions.flatMap((name) => {
    const value = ask[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    where: Object.fromEntries(given),
    from: ask.since === undefined ? 0 : Date.parse(ask.since),
    to: ask.until === undefined ? latest : Date.parse(ask.until),
    limit,
  };
}
