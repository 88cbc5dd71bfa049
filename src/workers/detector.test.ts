import { expect, it } from 'vitest';
import { readDetectionLine } from '#src/detect/detection-line.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import { aConfig, anIamUser, aRecord } from '../../test/builders.ts';
import { openDetector } from './detector.ts';

const rule = `
title: User made
id: 5d1e2d2a-7c7a-4d4d-9d8f-1b0f8b9b6c01
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: CreateUser }, condition: selection }
level: medium
`;
const filter = `
title: Bob makes users
logsource: { product: aws, service: cloudtrail }
filter:
  rules: [5d1e2d2a-7c7a-4d4d-9d8f-1b0f8b9b6c01]
  selection: { userIdentity.userName: bob }
  condition: not selection
`;

function detectionsOf(withRecords: boolean) {
  const detector = openDetector({
    config: aConfig(),
    filter: {},
    s3: {},
    rules: [rule, filter].map((text, index) => ({ file: `${index}.yml`, text })),
    withRecords,
  });
  for (const name of ['ann', 'bob'])
    detector.add(
      new WholeRecord().of(aRecord({ eventName: 'CreateUser', userIdentity: anIamUser(name) })),
    );
  const { detections, quieted } = detector.take();
  return { detections: detections.map(readDetectionLine), quieted };
}

it('keeps what a filter took, with the name of the filter, for cases', () => {
  const { detections, quieted } = detectionsOf(true);

  expect(detections.map((detection) => [detection.actorKey, detection.quieted])).toEqual([
    [expect.stringContaining('user/ann'), undefined],
    [expect.stringContaining('user/bob'), 'Bob makes users'],
  ]);
  expect(quieted).toEqual([{ filter: 'Bob makes users', count: 1 }]);
});

it('drops it where matches alone are asked for', () => {
  expect(detectionsOf(false).detections).toHaveLength(1);
});
