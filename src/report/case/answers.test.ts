import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '#src/enrich/history.ts';
import { answerExporters, type HuntAnswer } from './answers.ts';

const event: StoredEvent = {
  time: Date.UTC(2026, 10, 8, 14, 2, 9),
  eventId: 'event-1',
  eventSource: 'iam.amazonaws.com',
  eventName: 'UpdateAssumeRolePolicy',
  account: '444455556666',
  region: 'us-east-1',
  actor: 'arn:aws:iam::444455556666:role/operations-of-the-whole-organisation-in-production',
  session: 'arn:aws:sts::444455556666:assumed-role/operations/ann',
  accessKey: 'ASIAEXAMPLEEXAMPLE00',
  ip: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
  userAgent: 'cli',
  errorCode: '',
  readOnly: false,
  resource: 'arn:aws:iam::444455556666:role/a-role-with-quite-a-long-name-that-does-not-fit',
};

async function tableOf(answer: Partial<HuntAnswer>, width = 80): Promise<string> {
  const table = answerExporters.find(({ format }) => format === 'table');
  async function* answers(): AsyncGenerator<HuntAnswer> {
    yield { question: 'Who?', ask: {}, events: [event], more: false, ...answer };
  }
  let text = '';
  for await (const part of table?.write(answers(), { width, color: false, version: '1' }) ?? [])
    text += part;
  return text;
}

describe('the answers of a hunt', () => {
  it.each([60, 80, 200])(
    'never cut what a person copies from them, at %i columns',
    async (width) => {
      const text = await tableOf({}, width);

      for (const value of [event.actor, event.session, event.accessKey, event.ip, event.resource])
        expect(text).toContain(value);
      expect(text).toContain('2026-11-08 14:02:09 UTC  444455556666  us-east-1');
    },
  );

  it.each([
    [{}, 'at any time'],
    [{ since: '2026-11-08T00:00:00Z' }, 'from 2026-11-08 00:00:00 UTC on'],
    [{ until: '2026-11-09T00:00:00Z' }, 'before 2026-11-09 00:00:00 UTC'],
    [
      { since: '2026-11-08T00:00:00.000Z', until: '2026-11-09T00:00:00Z' },
      'from 2026-11-08 00:00:00 UTC to 2026-11-09 00:00:00 UTC',
    ],
  ])('say in which time nothing was found: %o', async (ask, window) => {
    expect(await tableOf({ ask, events: [] })).toContain(`no event in the history ${window}`);
  });

  it('remind a person who typed the value that half of it finds nothing', async () => {
    expect(await tableOf({ question: '', events: [] })).toContain('values are compared whole');
    expect(await tableOf({ events: [] })).not.toContain('values are compared whole');
  });
});
