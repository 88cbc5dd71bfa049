import { describe, expect, it } from 'vitest';
import { Config } from '#src/model/config.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import { generatedFiles } from '../../test/generated.ts';
import { packDocuments, packEvents } from '../../test/rule-pack.ts';
import { fileOf, scanned } from '../../test/scanned.ts';
import { openDetector } from './detector.ts';
import type { JobDescription } from './job-description.ts';

const description: JobDescription = {
  config: Config.parse({}),
  filter: {},
  s3: {},
  rules: packDocuments,
  withRecords: true,
};

describe('the detector', () => {
  it.each([
    { withRecords: true, candidateKey: undefined },
    { withRecords: false, candidateKey: undefined },
    { withRecords: true, candidateKey: [1, 2] as const },
  ])(
    'says of scanned records what it says of parsed ones ($withRecords, $candidateKey)',
    (options) => {
      const scanning = openDetector({ ...description, ...options });
      const parsing = openDetector({ ...description, ...options });
      const whole = new WholeRecord();
      let detections = 0;

      for (const text of [...generatedFiles({ events: 1_500 }), fileOf(packEvents())]) {
        const list = scanned(text);
        scanning.begin();
        parsing.begin();
        for (const [index, record] of JSON.parse(text).Records.entries()) {
          scanning.add(list.open(index));
          parsing.add(whole.of(record));
        }
        const taken = scanning.take();

        expect(taken).toEqual(parsing.take());
        detections += taken.detections.length;
      }

      expect(detections).toBeGreaterThan(500);
    },
  );
});
