import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CandidateWriter } from '#src/detect/candidates/candidate-writer.ts';
import { UseReader } from '#src/detect/candidates/use-reader.ts';
import { detectionLine } from '#src/detect/detection-line.ts';
import { parseRules } from '#src/detect/sigma/parse.ts';
import type { RuleSet } from '#src/detect/sigma/rule-set.ts';
import type { Detection } from '#src/model/detection.ts';
import { aDetection } from '../../../test/builders.ts';
import { type Data, openData } from '../data-folder/open-data.ts';
import { compressLines } from '../spool/candidate-lines.ts';
import { aRecord } from './contract-records.ts';

const holder = { pid: process.pid, command: 'test', since: '2026-11-01T00:00:00Z' };
const start = Date.UTC(2026, 10, 1);
const minute = 60_000;
let folder: string;
let data: Data;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-candidates-'));
  data = await openData(folder, holder);
});
afterEach(async () => {
  await data[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const baseRule = `
title: Base
id: base
logsource: { product: aws }
detection: { s: { eventName: GetSecretValue }, condition: s }
`;

function ruleSetOf(least: number): RuleSet {
  const text = `${baseRule}
---
title: Many
id: many
correlation:
  type: event_count
  rules: [base]
  group-by: [user]
  timespan: 10m
  condition: { gte: ${least} }
`;
  return parseRules([{ file: 'r.yml', text }]);
}

function match(minutes: number, user: string): Detection {
  const eventId = `${user} ${minutes}`;
  const time = start + minutes * minute;
  return { ...aDetection(aRecord(0), 'base'), eventId, time, fields: { user } };
}

async function appendCandidates(ruleSet: RuleSet, matches: readonly Detection[]): Promise<void> {
  const reader = new UseReader(ruleSet, data.history.hashKey);
  const writer = new CandidateWriter(reader, compressLines);
  const detections = matches.filter((one) => !writer.add(one)).map(detectionLine);
  await data.history.append({ name: 'a file', detections, candidates: writer.take() });
  await data.history.commit();
}

async function passing(ruleSet: RuleSet): Promise<readonly string[]> {
  const { correlations } = new UseReader(ruleSet, data.history.hashKey);
  const ids: string[] = [];
  for await (const { eventId } of data.history.detections(correlations)) ids.push(eventId);
  return ids;
}

describe('candidates in the history', () => {
  it('are given back where the matches of several files come to something', async () => {
    await appendCandidates(ruleSetOf(3), [match(0, 'ann'), match(1, 'bob')]);
    await appendCandidates(ruleSetOf(3), [match(4, 'ann'), match(30, 'bob')]);
    await appendCandidates(ruleSetOf(3), [match(2, 'ann'), match(60, 'bob')]);

    expect(await passing(ruleSetOf(3))).toEqual(['ann 0', 'ann 2', 'ann 4']);
  });

  it('are all given back when a part of them was counted for other correlations', async () => {
    await appendCandidates(ruleSetOf(3), [match(0, 'ann')]);
    await appendCandidates(ruleSetOf(2), [match(1, 'bob')]);

    expect(await passing(ruleSetOf(2))).toEqual(['ann 0', 'bob 1']);
  });

  it('are all given back when a part of the matches was shown, and counted for no correlation', async () => {
    const shown = parseRules([{ file: 'r.yml', text: baseRule }]);
    await appendCandidates(shown, [match(0, 'ann')]);
    await appendCandidates(ruleSetOf(2), [match(1, 'ann'), match(1, 'bob')]);

    expect(await passing(ruleSetOf(2))).toEqual(['ann 0', 'ann 1', 'bob 1']);
  });

  it('are forgotten before a time although one of their file has an impossible time', async () => {
    const impossible = { ...match(0, 'ann'), eventId: 'impossible', time: 0 };
    const matches = [match(0, 'ann'), match(1, 'ann'), match(5, 'ann'), match(6, 'ann')];
    await appendCandidates(ruleSetOf(2), [impossible, ...matches]);

    await data.history.retain({ before: start + 5 * minute });

    expect(await passing(ruleSetOf(2))).toEqual(['impossible', 'ann 5', 'ann 6']);
  });

  it('are forgotten before a time, also where others of their file stay', async () => {
    await appendCandidates(ruleSetOf(2), [match(0, 'ann'), match(5, 'ann'), match(6, 'ann')]);

    await data.history.retain({ before: start + 5 * minute });

    expect(await passing(ruleSetOf(2))).toEqual(['ann 5', 'ann 6']);
  });

  it('pass all where a folder holds matches from before they were counted', async () => {
    await data.history.append({ name: 'old', detections: [detectionLine(match(0, 'ann'))] });
    await data.history.commit();
    await data[Symbol.asyncDispose]();
    await takeBackToFirstVersion(join(folder, 'events.duckdb'));
    data = await openData(folder, holder);
    await appendCandidates(ruleSetOf(2), [match(1, 'ann')]);

    expect(await passing(ruleSetOf(2))).toEqual(['ann 0', 'ann 1']);
  });
});

async function takeBackToFirstVersion(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of [
    'DROP TABLE candidates',
    "ALTER TABLE detections ADD COLUMN event_id VARCHAR DEFAULT ''",
    "ALTER TABLE detections ADD COLUMN rule VARCHAR DEFAULT ''",
    'DELETE FROM schema_version WHERE version > 1',
  ])
    await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
