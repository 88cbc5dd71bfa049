import { expect, it } from 'vitest';
import { parseRules } from '#src/detect/sigma/parse.ts';
import { rulesByKey } from './rule-info.ts';

const text = `
title: Trail stopped
id: 0b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a11
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: StopLogging }
  condition: selection
tags: [attack.t1685.002]
level: high
`;

it.each([
  ['cloudtrail-logging-stopped/rule.yml', 'cloudtrail-logging-stopped'],
  ['aws/aws_trail_stopped.yaml', 'aws_trail_stopped'],
  ['aws_trail_stopped.yml', 'aws_trail_stopped'],
])('a rule in %s is called %s', (file, name) => {
  const rules = rulesByKey(parseRules([{ file, text }]));

  expect([...rules.values()]).toEqual([
    {
      id: '0b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a11',
      name,
      title: 'Trail stopped',
      level: 'high',
      tags: ['attack.t1685.002'],
    },
  ]);
});
