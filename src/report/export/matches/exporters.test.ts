import { describe, expect, it } from 'vitest';
import { textOf } from '../../../../test/an-analyzed-alert.ts';
import { matchExporters } from './exporters.ts';
import type { Match } from './match.ts';

const rule = { id: 'r1', title: 'Logging stopped', level: 'high', file: 'a/rule.yml' } as const;
const event: Match = {
  rule,
  time: '2026-11-20T09:14:05.000Z',
  eventId: 'e1',
  eventName: 'StopLogging',
  eventSource: 'cloudtrail.amazonaws.com',
  account: '111122223333',
  region: 'us-east-1',
};
const { eventId: _, ...common } = event;
const correlation: Match = {
  ...common,
  group: { 'userIdentity.arn': '=evil' },
  value: 12,
  firstSeen: '2026-11-20T09:00:00.000Z',
  lastSeen: '2026-11-20T09:14:05.000Z',
  eventIds: ['e1', 'e2'],
};

function write(format: string): Promise<string> {
  const exporter = matchExporters.find((one) => one.format === format);
  if (exporter === undefined) throw new Error(`no format ${format}`);
  return textOf(exporter.write([event, correlation], { width: 100, color: false, version: '' }));
}

describe('matches', () => {
  it('are lines of JSON with the members in a fixed order', async () => {
    const [first, second] = (await write('jsonl')).split('\n');

    expect(first).toBe(
      '{"rule":{"id":"r1","title":"Logging stopped","level":"high","file":"a/rule.yml"},"time":"2026-11-20T09:14:05.000Z","eventId":"e1","eventName":"StopLogging","eventSource":"cloudtrail.amazonaws.com","account":"111122223333","region":"us-east-1"}',
    );
    expect(JSON.parse(second ?? '')).toEqual(correlation);
  });

  it('are as many cells as the header has, in CSV', async () => {
    const lines = (await write('csv')).trimEnd().split('\r\n');

    expect(lines).toHaveLength(3);
    expect(lines[1]?.split(',')).toHaveLength(14);
    expect(lines[2]).toContain('userIdentity.arn=');
  });

  it('are counted below the table', async () => {
    expect(await write('table')).toContain('2 matches');
  });
});
