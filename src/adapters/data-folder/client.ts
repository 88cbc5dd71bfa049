import { connect, type Socket } from 'node:net';
import { UpstreamError } from '#src/model/errors.ts';
import { readJsonLines, writeJsonLine } from './json-lines.ts';
import {
  longestResponseBytes,
  type QuestionName,
  questionNames,
  type Reading,
  Response,
} from './reading.ts';
import { socketPathOf } from './socket-path.ts';

const connectMs = 2_000;
const answerMs = 60_000;

/** Questions to the process that holds the folder; undefined when nobody answers there. */
export async function askHolder(folder: string): Promise<(Reading & Disposable) | undefined> {
  const socket = await connected(socketPathOf(folder));
  return socket && readingOver(socket);
}

async function connected(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const giveUp = (): void => {
      socket.destroy();
      resolve(undefined);
    };
    socket.setTimeout(connectMs, giveUp);
    socket.once('error', giveUp);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', giveUp);
      resolve(socket);
    });
  });
}

function readingOver(socket: Socket): Reading & Disposable {
  const waiting = new Map<number, (response: Response) => void>();
  let lastId = 0;

  function failAll(): void {
    for (const [id, settle] of waiting)
      settle({ id, error: 'the process that holds the data folder went away' });
  }

  socket.on('error', failAll);
  socket.on('close', failAll);
  readJsonLines(socket, longestResponseBytes, (message) => {
    const response = Response.safeParse(message);
    if (response.success) waiting.get(response.data.id)?.(response.data);
  });

  async function ask(question: QuestionName, parameters: readonly unknown[]): Promise<unknown> {
    const id = ++lastId;
    const response = await new Promise<Response>((resolve) => {
      const timer = setTimeout(() => resolve({ id, error: 'no answer in time' }), answerMs);
      waiting.set(id, (settled) => {
        clearTimeout(timer);
        resolve(settled);
      });
      writeJsonLine(socket, { id, question, parameters });
    });
    waiting.delete(id);
    if (response.error !== undefined)
      throw new UpstreamError(`The holder of the data folder could not answer: ${response.error}`);
    return response.answer;
  }

  const questions = questionNames.map(
    (name) => [name, (...parameters: unknown[]) => ask(name, parameters)] as const,
  );
  return {
    ...(Object.fromEntries(questions) as unknown as Reading),
    [Symbol.dispose]: () => socket.destroy(),
  };
}
